import { invalid } from '../../../src/demo/upstream/exports/api.ts'
import { timeFilter } from '../../../src/demo/upstream/exports/time-filter.ts'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import type { ExportFaults } from './export-faults.ts'
import type { EmulatedExports, ExportSettings } from './settings.ts'
import type { Storage } from './storage.ts'

export interface V1ExportsOptions {
  readonly account: EmulatedExports
  readonly storage: Storage
  readonly faults: ExportFaults
  settings(): ExportSettings
  now(): number
}

export interface LabelExportInput {
  readonly projectId: string
  readonly filters?: JsonObject | null
}

/**
 * The older call: the same mutation again and again, until it answers an address. After that it begins anew.
 * @returns what `exportLabels` answers.
 */
export function createV1Exports({
  account,
  storage,
  faults,
  settings,
  now,
}: V1ExportsOptions): (data: LabelExportInput) => object {
  const asked = new Map<string, number>()
  return data => {
    if (faults.meet('v1 closed')) throw invalid('Cannot query field "exportLabels" on type "Mutation".')
    const { projectId, filters } = data
    const isIn = filterOf(filters ?? {})
    const created = new Date(now()).toISOString()
    const subject = JSON.stringify(data)
    const polls = asked.get(subject) ?? 0
    if (polls < settings().polls || faults.meet('slow export')) {
      asked.set(subject, polls + 1)
      return { downloadUrl: null, createdAt: created, shouldPoll: true }
    }
    if (faults.meet('v1 without URL')) return { downloadUrl: null, createdAt: created, shouldPoll: false }
    asked.delete(subject)
    const records = [...(account.v1Records?.(projectId) ?? [])].filter(isIn)
    const bytes = Buffer.from(JSON.stringify(records))
    const downloadUrl = storage.link({ bytes, start: 0, type: 'application/json' })
    return { downloadUrl, createdAt: created, shouldPoll: false }
  }
}

/** Dates have no time zone here: they are taken for UTC. */
function filterOf({ labelCreatedAt, lastActivityAt }: JsonObject): (record: JsonObject) => boolean {
  const isCreatedIn = rangeOf(labelCreatedAt)
  const isActiveIn = rangeOf(lastActivityAt)
  return record => {
    const created = record['Created At'] as string
    return isCreatedIn(created) && isActiveIn((record['Updated At'] as string | undefined) ?? created)
  }
}

function rangeOf(range: Json | undefined): (timestamp: string) => boolean {
  const { start = '', end = '' } = (range ?? {}) as JsonObject
  if (!start && !end) return () => true
  if (!start) return timeFilter({ operator: 'LESS_THAN_OR_EQUAL', value: end })
  if (!end) return timeFilter({ operator: 'GREATER_THAN_OR_EQUAL', value: start })
  return timeFilter({ operator: 'BETWEEN', value: { min: start, max: end } })
}
