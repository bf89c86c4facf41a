import { type AuditNote, type AuditResult, logsWithout, verifyAudit } from '../audit/index.ts'
import { EXIT, SlicegraphError, UsageError } from '../errors.ts'
import { type CheckProgress, type Finding, openStore, sizeOfStore } from '../store/index.ts'
import type { Invocation } from './invocation.ts'
import { bar, type Report, withProgress } from './progress.ts'
import { answer } from './terminal.ts'

/** Reads the whole store against its checksums and reports what is damaged. */
export async function verify({ exports: logs, flags, settings, stop }: Invocation): Promise<number> {
  if (!sizeOfStore(settings.store))
    throw new UsageError(`There is no store at ${settings.store}. Name another store with --store.`)
  if (typeof flags.audit === 'string') return verifyLogs([flags.audit, ...logs], flags, settings)
  if (logs.length > 0) throw new UsageError('verify takes audit logs with --audit only: verify --audit FILE FILE…')
  const findings = await withProgress(flags, VERIFY_REPORT, onProgress =>
    findingsOf(settings.store, onProgress, stop.signal),
  )
  const status = statusOf(findings)
  answer(flags.json ? JSON.stringify({ store: settings.store, status, findings }) : describe(findings))
  return EXIT_CODES[status]
}

/** Logs of the store that are not named make the result incomplete: they may have been deleted. */
async function verifyLogs(
  files: readonly string[],
  flags: Invocation['flags'],
  settings: Invocation['settings'],
): Promise<number> {
  const store = await openStore(settings.store)
  try {
    const found = new Set<keyof typeof LOG_EXIT_CODES>()
    for (const file of files) {
      const result = await verifyAudit({ file, keyFile: settings.auditKeyFile, heads: store.audits })
      found.add(result.status)
      const name = files.length > 1 ? `${file}: ` : ''
      answer(flags.json ? JSON.stringify({ audit: file, ...result }) : `${name}${describeLog(result)}`)
    }
    for (const { id, file, count } of await logsWithout(files, store.audits)) {
      found.add('NOT_VERIFIED')
      answer(
        flags.json
          ? JSON.stringify({ log: id, lastFile: file, lines: count, status: 'NOT_VERIFIED' })
          : `The store knows another audit log, of ${count} lines, last written to ${file}. Unless it was deleted on purpose, verify it, too: name its file with --audit.`,
      )
    }
    const worst = (['DAMAGED', 'INCOMPLETE', 'NOT_VERIFIED', 'SOUND'] as const).find(status => found.has(status))
    return LOG_EXIT_CODES[worst ?? 'SOUND']
  } finally {
    await store.close()
  }
}

const LOG_EXIT_CODES = {
  SOUND: EXIT.done,
  NOT_VERIFIED: EXIT.rejected,
  INCOMPLETE: EXIT.rejected,
  DAMAGED: EXIT.failed,
} as const

function describeLog(result: AuditResult): string {
  if (result.status === 'DAMAGED')
    return `The audit log is damaged from line ${result.line} on: ${LOG_REASONS[result.reason]}`
  if (result.status === 'SOUND') return `The audit log is sound: ${result.operations} operations.`
  const notes = result.notes.map(({ note, lines }) => LOG_NOTES[note](lines))
  return [`The audit log is as it was written: ${result.operations} operations.`, ...notes].join('\n')
}

const LOG_NOTES: Readonly<Record<AuditNote['note'], (lines: number) => string>> = {
  LOST: lines => `${lines} operations that were answered have no line, since the log could not be written.`,
  HEAD_CHANGED: lines =>
    `The store's note of the log, of ${lines} lines, was changed without the key. Lines before it may have been removed.`,
  ADDED: lines => `${lines} lines that slicegraph did not write were removed from its end.`,
}

const LOG_REASONS: Readonly<Record<(AuditResult & { status: 'DAMAGED' })['reason'], string>> = {
  CHANGED: 'the line is not as it was written, or the key is another one. Lines before it can be trusted.',
  CUT: 'it and the lines after it, which the store notes, are missing. Lines before it can be trusted.',
  ADDED: 'it was not written by slicegraph. Lines before it can be trusted.',
  HEAD_CHANGED: 'the note that the store has of the log was changed without the key, or the key is another one.',
  UNKNOWN_LOG: 'its first line is of no audit log of this store. Name the store with --store.',
}

async function findingsOf(
  url: string,
  onProgress: (progress: CheckProgress) => void,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const store = await openStore(url)
    try {
      return await store.check(onProgress, signal)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof SlicegraphError && error.code === 'STORE_CORRUPT')
      return [{ kind: 'STORE', table: null, count: 1 }]
    throw error
  }
}

type Status = 'SOUND' | 'WARNINGS' | 'DAMAGED'

const EXIT_CODES = { SOUND: EXIT.done, WARNINGS: EXIT.rejected, DAMAGED: EXIT.failed } as const

/** Without these, the store answers the same. */
const HARMLESS: ReadonlySet<Finding['kind']> = new Set(['FREE_PAGES', 'MISSING_INDEX'])

function statusOf(findings: readonly Finding[]): Status {
  if (findings.length === 0) return 'SOUND'
  return findings.every(({ kind }) => HARMLESS.has(kind)) ? 'WARNINGS' : 'DAMAGED'
}

const RESTORE = 'Restore the store from a backup, or load the exports into a new store.'

const MEANINGS: Readonly<Record<Finding['kind'], (finding: Finding) => string>> = {
  STORE: () => `The store cannot be opened, since rows that every answer needs are damaged. ${RESTORE}`,
  INDEX_OR_PAGE: ({ table }) =>
    table === null
      ? `Pages of the file are damaged or lost. ${RESTORE}`
      : `Table ${table}: its pages or indexes are damaged, so that rows, counts and orders may be wrong. ${RESTORE}`,
  ROW: ({ table, count }) =>
    `Table ${table}: ${count} damaged rows. They are STORE_CORRUPT where they are read. ${RESTORE}`,
  ENTRIES: ({ count }) =>
    `Annotations, features and classifications: those of ${count} labels are damaged, so that filters, counts and stats of them may be wrong. ${RESTORE}`,
  MISSING_ROW: ({ table, count }) => `Table ${table}: ${count} rows that others refer to are missing. ${RESTORE}`,
  LOST_ROW: ({ table }) =>
    `Table ${table}: rows are missing, stored twice or exchanged, so that all that is read of it may be wrong. ${RESTORE}`,
  FREE_PAGES: () => 'The list of free pages is damaged. No data is: load the exports into a new store when convenient.',
  MISSING_INDEX: ({ count }) =>
    `${count} indexes are missing, as after a first load that was stopped. The next load builds them; until then queries are slow.`,
}

const describe = (findings: readonly Finding[]): string =>
  findings.length === 0 ? 'The store is sound.' : findings.map(finding => MEANINGS[finding.kind](finding)).join('\n')

const VERIFY_REPORT: Report<CheckProgress> = {
  part: ({ name }) => name,
  fields: progress => progress,
  line: ({ name, done, total }) => `${bar(done / total)}  ${name}`,
}
