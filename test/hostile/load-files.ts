import { readFile, writeFile } from 'node:fs/promises'
import type { GraphQLError } from 'graphql'
import { demoExport } from '../../src/demo/index.ts'
import { SlicegraphError } from '../../src/errors.ts'
import type { FileSummary } from '../../src/ingest/index.ts'
import { EVERYTHING, type StoreReader } from '../../src/store/index.ts'
import { digestOfData } from '../safety/digest.ts'
import { openGraph } from '../support/graph.ts'
import type { FileCase } from './file-case.ts'

/** Files of one store, and of one load. */
const FILES_PER_STORE = 1000
const FILES_PER_LOAD = 50

export interface HostileLoads {
  files: number
  records: number
  rejected: number
  unreadable: number
  /** Sentences about what did not hold. */
  readonly wrong: string[]
}

/**
 * Loads the files into stores that hold live data. Of each, the records are those stored and those rejected, which the
 * store is asked for; what could not be read left nothing; the live data is as it was, and everything stored is answered.
 */
export async function loadFiles(
  cases: Iterable<FileCase>,
  progress: (loads: HostileLoads) => void = () => {},
): Promise<HostileLoads> {
  const loads: HostileLoads = { files: 0, records: 0, rejected: 0, unreadable: 0, wrong: [] }
  for (const ofStore of inGroups(cases, FILES_PER_STORE)) {
    await loadIntoStore(ofStore, loads)
    progress(loads)
  }
  return loads
}

async function loadIntoStore(cases: readonly FileCase[], loads: HostileLoads): Promise<void> {
  await using graph = await openGraph([])
  const live = [...demoExport({ dataRows: 1, v1Records: 1 })]
  await graph.loadRecords(live)
  const answer = await graph.ask('{ projects { nodes { id } } }')
  const projects = (answer.projects as unknown as { nodes: { id: string }[] }).nodes.map(({ id }) => id)
  const liveDigest = async () => digestOfData(await graph.store.openSnapshot({ scope: { projects } }))
  const before = await liveDigest()
  for (const group of inGroups(cases, FILES_PER_LOAD)) {
    const paths = group.map((_, i) => graph.folder.file(`${loads.files + i}.export`))
    await Promise.all(group.map(({ bytes }, i) => writeFile(paths[i] as string, bytes)))
    const { exports } = await graph.load(paths)
    const reader = await graph.store.openSnapshot({ scope: EVERYTHING })
    for (const [i, file] of group.entries()) {
      const summary = exports[i] as FileSummary
      loads.files++
      loads.records += summary.records
      loads.rejected += summary.rejected
      if (summary.error !== null) loads.unreadable++
      const wrong = await faultOf(reader, file, summary)
      if (wrong !== null) loads.wrong.push(`${file.name}: ${wrong}`)
    }
    if ((await liveDigest()) !== before) loads.wrong.push(`after ${group.at(-1)?.name}: the live data has changed`)
  }
  loads.wrong.push(...(await faultsOfAnswers(graph)))
}

async function faultOf(reader: StoreReader, file: FileCase, summary: FileSummary): Promise<string | null> {
  const { exportId, records, rejected, error, skipped } = summary
  const storedOf = async (ids: readonly string[]) => {
    const [rows, labels] = await Promise.all([reader.nodes('dataRow', ids), reader.nodes('label', ids)])
    return ids.filter((_, i) => rows[i] || labels[i])
  }
  if (skipped) return 'it was passed over'
  if (error !== null) {
    const left = await storedOf([...file.sound, ...(file.ids ?? [])])
    return left.length === 0 && exportId === null ? null : 'it could not be read, and left something behind'
  }
  const missing = file.sound.length - (await storedOf(file.sound)).length
  if (missing > 0) return `${missing} sound records are not in the store`
  if (file.records !== null && file.records !== records)
    return `it has ${file.records} records, and ${records} were read`
  if (exportId === null) return 'it was read, and has no Export'
  const [stored] = await reader.nodes('export', [exportId])
  if (stored?.recordCount !== records || stored.rejectedCount !== rejected) return 'its Export counts other records'
  const [rejects] = await reader.countsOf('reject', { kind: 'export', ids: [exportId] }, null)
  if (rejects !== rejected) return `${rejected} records were rejected, and the store has ${rejects} of them`
  if (file.ids === null) return null
  const found = (await storedOf(file.ids)).length
  return found + rejected === records ? null : `${records} records, ${found} stored, ${rejected} rejected`
}

const EVERYTHING_QUERY = new URL('../samples/everything.graphql', import.meta.url)

/** Errors other than those of fetching: there is no upstream. */
async function faultsOfAnswers(graph: Awaited<ReturnType<typeof openGraph>>): Promise<string[]> {
  const query = await readFile(EVERYTHING_QUERY, 'utf8')
  const faults: string[] = []
  for (let after: string | null = null; ; ) {
    const { errors = [], data } = await graph.execute(query, { after, first: 250 })
    faults.push(...errors.filter(isUnexpected).map(error => `answer ${error.path?.join('.')}: ${error.message}`))
    const page = (data as unknown as Rows | null)?.dataRows.pageInfo
    if (!page?.hasNextPage) return faults
    after = page.endCursor
  }
}

const isUnexpected = ({ originalError }: GraphQLError) =>
  !(originalError instanceof SlicegraphError && originalError.code.startsWith('UPSTREAM_'))

interface Rows {
  readonly dataRows: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
}

function* inGroups<T>(all: Iterable<T>, size: number): Generator<readonly T[], void, undefined> {
  let group: T[] = []
  for (const each of all) {
    group.push(each)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}
