import type { OrderOf } from '../../../src/store/index.ts'
import type { Entities, EntityKind } from './entities.ts'
import { sumOf } from './features.ts'
import type { Scalar } from './filter-fields.ts'

export type Orders = { [K in EntityKind]: OrderOf<K> }

type OrderKeys<K extends EntityKind> = Partial<Record<Orders[K]['field'], (entity: Entities[K]) => Scalar>>

/** Sort keys of each order of each list. */
export const ORDER_KEYS: { readonly [K in EntityKind]: OrderKeys<K> } = {
  dataRow: {
    ID: row => row.id,
    GLOBAL_KEY: row => row.globalKey,
    CREATED_AT: row => row.createdAt,
    UPDATED_AT: row => row.updatedAt,
    LAST_ACTIVITY_AT: row => row.lastActivityAt,
  },
  dataRowProject: {
    ID: queue => queue.id,
    PRIORITY: queue => queue.priority,
    IN_TASK_SINCE: queue => queue.inTaskSince,
  },
  label: {
    ID: label => label.id,
    CREATED_AT: label => label.createdAt,
    UPDATED_AT: label => label.updatedAt,
    SECONDS_TO_CREATE: label => label.secondsToCreate,
    SECONDS_TO_REVIEW: label => label.secondsToReview,
    CONSENSUS_SCORE: label => label.consensusScore,
    BENCHMARK_SCORE: label => label.benchmarkScore,
    ANNOTATION_COUNT: label => label.annotations.length,
  },
  annotation: {
    ID: annotation => annotation.id,
    NAME: annotation => annotation.name,
    FRAME_NUMBER: annotation => annotation.frameNumber,
    AREA: annotation => annotation.area,
    LENGTH: annotation => annotation.length,
  },
  feature: {
    ID: feature => feature.id,
    NAME: feature => feature.name,
    FIRST_FRAME: feature => feature.frames[0] ?? null,
    FRAME_COUNT: feature => feature.frames.length,
    AREA: feature => sumOf(feature, 'area'),
    LENGTH: feature => sumOf(feature, 'length'),
  },
  workflowEvent: {
    CREATED_AT: event => event.createdAt,
    SECONDS_IN_PREVIOUS_TASK: event => event.secondsInPreviousTask,
  },
}

/** Sort keys of a list without `orderBy`. The id comes last. */
const OWN_ORDER: { readonly [K in EntityKind]: readonly ((entity: Entities[K]) => Scalar)[] } = {
  dataRow: [],
  dataRowProject: [],
  label: [],
  annotation: [
    annotation => annotation.label.id,
    annotation => annotation.groupIdName,
    annotation => annotation.frameNumber,
    annotation => annotation.place,
  ],
  feature: [],
  workflowEvent: [event => event.createdAt],
}

/** A sorted copy: nulls last in either direction, ids ascending among equals. */
export function sortEntities<K extends EntityKind>(
  kind: K,
  list: readonly Entities[K][],
  orderBy?: readonly Orders[K][] | null,
): Entities[K][] {
  const asked = (orderBy ?? []).map(({ field, direction }) => ({
    value: ORDER_KEYS[kind][field as Orders[K]['field']] as (entity: Entities[K]) => Scalar,
    sign: direction === 'DESC' ? -1 : 1,
  }))
  const own = OWN_ORDER[kind].map(value => ({ value, sign: 1 }))
  const keys = [...(asked.length > 0 ? asked : own), { value: (entity: Entities[K]) => entity.id, sign: 1 }]
  return list.toSorted((a, b) => {
    for (const { value, sign } of keys) {
      const compared = compareScalars(value(a), value(b), sign)
      if (compared !== 0) return compared
    }
    return 0
  })
}

/** Text by code point, null last whatever the sign. */
export function compareScalars(a: Scalar, b: Scalar, sign = 1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  if (typeof a === 'string' && typeof b === 'string') return sign * compareText(a, b)
  return sign * (Number(a) - Number(b))
}

/** By code point: JavaScript's own comparison goes by UTF-16 unit. */
function compareText(a: string, b: string): number {
  const left = Array.from(a, character => character.codePointAt(0) ?? 0)
  const right = Array.from(b, character => character.codePointAt(0) ?? 0)
  const at = left.findIndex((point, index) => point !== right[index])
  if (at === -1) return left.length - right.length
  const other = right[at]
  return other === undefined ? 1 : (left[at] ?? 0) - other
}
