import type { GroupKey, Json, WorkflowAction } from '../../../src/model/index.ts'

const ACTIONS = ['APPROVE', 'MOVE', 'REJECT', 'REWORK'] as const

export const actionOf = (said: Json | undefined): WorkflowAction =>
  ACTIONS.find(action => action === String(said).toUpperCase()) ?? 'OTHER'

export interface Whereabouts {
  readonly groupIdName: string | null
  readonly groupName: string | null
  readonly groupKey: GroupKey | null
  readonly frameNumber: number | null
}

/** Where a label's own objects are. */
export const placeless: Whereabouts = { groupIdName: null, groupName: null, groupKey: null, frameNumber: null }
