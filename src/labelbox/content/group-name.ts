import type { GroupKey } from '../../model/index.ts'

/** The one group of a video, which has no planes. */
export const VIDEO: GroupIdentity = { key: 'OTHER', idName: 'Video' }

export interface GroupIdentity {
  readonly key: GroupKey
  /** As in ids, so that v1 (`axial`) and v2 (`Axial`) of one label agree. */
  readonly idName: string
}

export function groupIdentity(name: string): GroupIdentity {
  return PLANES.get(name) ?? PLANES.get(name.toLowerCase()) ?? { key: 'OTHER', idName: name }
}

const AXIAL: GroupIdentity = { key: 'AXIAL', idName: 'Axial' }
const SAGITTAL: GroupIdentity = { key: 'SAGITTAL', idName: 'Sagittal' }
const CORONAL: GroupIdentity = { key: 'CORONAL', idName: 'Coronal' }

const PLANES: ReadonlyMap<string, GroupIdentity> = new Map([
  ['axial', AXIAL],
  ['Axial', AXIAL],
  ['sagittal', SAGITTAL],
  ['Sagittal', SAGITTAL],
  ['coronal', CORONAL],
  ['Coronal', CORONAL],
])
