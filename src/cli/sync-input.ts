import { readFile } from 'node:fs/promises'
import { DURATION, millisecondsOf } from '../config/index.ts'
import { UsageError } from '../errors.ts'
import type { ExportRuns } from '../ingest/index.ts'
import { checkRequest } from '../labelbox/api/index.ts'
import {
  EXPORT_PARTS,
  type ExportFilters,
  type ExportInput,
  type ExportParams,
  type ExportScope,
  type ExportTimeRange,
} from '../model/index.ts'
import type { Flags } from './invocation.ts'

/** The export that the flags of sync ask for. @throws SlicegraphError BAD_USER_INPUT, USAGE */
export async function syncInput(flags: Flags): Promise<ExportInput> {
  const projectIds = await listOf('--project-ids', flags.projectIds)
  const input = {
    scope: scopeOf(flags),
    incremental: flags.full !== true,
    filters: await filtersOf(flags),
    params: { ...paramsOf(flags), ...(projectIds && { projectIds }) },
  }
  checkRequest(input, flagOf)
  return input
}

/** `--data-rows` of `filters.dataRowIds`. */
function flagOf(path: string): string {
  const [, key = ''] = path.split('.')
  const name =
    key === 'projectIds'
      ? key
      : key
          .replace(/(Id|At)$/, '')
          .replace(/RowIds$/, 'Rows')
          .replace(/Ids$/, '')
  return `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

/** The defaults, where no flag says otherwise. */
export function paramsOf(flags: Flags): ExportParams {
  const given = Object.keys(EXPORT_PARTS).filter(part => flags[part] !== undefined)
  return { ...EXPORT_PARTS, ...Object.fromEntries(given.map(part => [part, flags[part] === true])) }
}

/** `project:ID`, `dataset:ID` or `catalog`, as `serve --sync` takes it. @throws UsageError */
export function parseScope(text: string): ExportScope {
  const [kind, id = ''] = text.split(/:(.*)/s)
  if (kind === 'project' && id.trim()) return { projectId: id }
  if (kind === 'dataset' && id.trim()) return { datasetId: id }
  if (text === 'catalog') return { catalog: true }
  throw new UsageError('--sync must be project:ID, dataset:ID or catalog.')
}

/** Milliseconds of `30s`, `15m`, `2h` or `1d`. @throws UsageError that names the flag. */
export function parseDuration(flag: string, text: string): number {
  const milliseconds = millisecondsOf(text)
  if (milliseconds !== null) return milliseconds
  throw new UsageError(`${flag} must be ${DURATION}.`)
}

/**
 * Whether `--full-every` makes a full export due: that long after the last one began that succeeded. The first run is full
 * anyway.
 */
export function fullSchedule({ fullEvery }: Flags): (runs: ExportRuns, input: ExportInput) => Promise<boolean> {
  if (typeof fullEvery !== 'string') return async () => false
  const micros = parseDuration('--full-every', fullEvery) * 1000
  return async (runs, input) => Date.now() * 1000 - micros >= ((await runs.lastFull(input)) ?? Number.POSITIVE_INFINITY)
}

function scopeOf({ project, dataset, catalog }: Flags): ExportScope {
  if (typeof project === 'string') return { projectId: project }
  if (typeof dataset === 'string') return { datasetId: dataset }
  if (catalog === true) return { catalog }
  throw new UsageError('sync needs one of --project ID, --dataset ID and --catalog.')
}

async function filtersOf(flags: Flags): Promise<ExportFilters> {
  const lastActivityAt = rangeOf('--last-activity', flags.lastActivity)
  const labelCreatedAt = rangeOf('--label-created', flags.labelCreated)
  const [dataRowIds, globalKeys] = await Promise.all([
    listOf('--data-rows', flags.dataRows),
    listOf('--global-keys', flags.globalKeys),
  ])
  return {
    ...(lastActivityAt && { lastActivityAt }),
    ...(labelCreatedAt && { labelCreatedAt }),
    ...(dataRowIds && { dataRowIds }),
    ...(globalKeys && { globalKeys }),
    ...(Array.isArray(flags.batch) && { batchIds: flags.batch }),
    ...(typeof flags.workflowStatus === 'string' && { workflowStatus: flags.workflowStatus }),
  }
}

/** `FROM..TO`; one of them may be empty. */
function rangeOf(flag: string, value: unknown): ExportTimeRange | null {
  if (typeof value !== 'string') return null
  const [from = '', to, ...rest] = value.split('..')
  if (to === undefined || rest.length > 0 || (from === '' && to === ''))
    throw new UsageError(`${flag} must be FROM..TO with one or both ends, for example 2023-02-03.. or ..2023-02-10.`)
  return { ...(from && { from }), ...(to && { to }) }
}

/** Entries separated by commas; `@FILE`: one per line. */
async function listOf(flag: string, value: unknown): Promise<readonly string[] | null> {
  if (typeof value !== 'string') return null
  const text = value.startsWith('@') ? await readList(flag, value.slice(1)) : value.replaceAll(',', '\n')
  const entries = text.split('\n').flatMap(entry => entry.trim() || [])
  if (entries.length === 0) throw new UsageError(`${flag} has no entries. Leave it out to ask for all.`)
  return entries
}

async function readList(flag: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new UsageError(`The file ${path} (${flag}) cannot be read. It must be a text file with one entry per line.`)
  })
}
