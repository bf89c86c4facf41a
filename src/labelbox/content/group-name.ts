import type { GroupKey } from '../../model/index.ts'

/** The one group of a video, which has no planes. */
export const VIDEO: GroupIdentity = { key: 'OTHER', idName: 'Video' }

export interface GroupIdentity {
  readonly key: GroupKey
  /** As in ids, so that v1 (`axial`) and v2 (`Axial`) of one label agree. */
  readonly idName: string
}

export function groupIdentity(name: string): GroupIdentity {
  return PLANES.get(name.toLowerCase()) ?? { key: 'OTHER', idName: name }
}

const PLANES: ReadonlyMap<string, GroupIdentity> = new Map([
  ['axial', { key: 'AXIAL', idName: 'Axial' }],
  ['sagittal', { key: 'SAGITTAL', idName: 'Sagittal' }],
  ['coronal', { key: 'CORONAL', idName: 'Coronal' }],
])
