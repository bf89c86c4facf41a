import { demoExport } from '../../src/demo/index.ts'
import type { ExportInput, ExportParams, ExportTask, JsonObject } from '../../src/model/index.ts'
import { type DemoExports, demoExports, type ExportSettings, openEmulator } from '../emulator/index.ts'
import { openGraph } from '../support/graph.ts'

/** The parts of a demo row that tests read and change. */
export interface Row {
  data_row: {
    id: string
    global_key?: string
    external_id?: string
    details: Record<string, string>
  }
  projects: Record<string, Place>
  embeddings?: object[]
}

export interface Place {
  labels: Label[]
  project_details: { batch_id: string; workflow_status?: string; priority?: number }
}

export interface Label {
  id: string
  label_details: Record<string, unknown> & { created_at: string }
  annotations: { groups?: Record<string, { frames: Record<string, object> }> }
}

export const ALL_PARAMS: ExportParams = {
  attachments: true,
  metadataFields: true,
  dataRowDetails: true,
  projectDetails: true,
  labelDetails: true,
  performanceDetails: true,
  interpolatedFrames: true,
  embeddings: true,
}

export interface AccountOptions {
  readonly dataRows?: number
  readonly timezone?: string | null
  readonly settings?: Partial<ExportSettings>
  readonly now?: () => number
}

/** Enough for key frames and others. */
const FRAMES = 7

/** The demo's clinic as an account at an emulated upstream; of each plane, only the first frames. */
export async function openAccount({ dataRows = 12, timezone = null, settings, now }: AccountOptions = {}) {
  const demo: DemoExports = demoExports({ dataRows, v1Records: 3 })
  const rows = demo.rows() as unknown as Row[]
  const oldRecords = [...demoExport({ dataRows, v1Records: 3 })].filter(record => !Object.hasOwn(record, 'data_row'))
  for (const label of labelsOf(rows)) {
    for (const group of Object.values(label.annotations.groups ?? {}))
      group.frames = Object.fromEntries(Object.entries(group.frames).slice(0, FRAMES))
  }
  const emulator = await openEmulator({
    content: { frames: () => null, mask: () => null, composite: () => null },
    exports: { ...demo, timezone },
    exportSettings: { polls: 0, chunkBytes: 50_000, ...settings },
    ...(now && { now }),
  })
  const upstream = { key: emulator.key, origins: [emulator.origin, emulator.exports.storageOrigin] }
  return {
    rows,
    /** As the emulator has them now. */
    records: () => rows as unknown as JsonObject[],
    /** Of the older call. */
    v1Records: () => oldRecords,
    emulator,
    exports: emulator.exports,
    upstream,
    /** The environment of a process that may export. */
    env: {
      LABELBOX_API_KEY: emulator.key,
      LABELBOX_API_URL: emulator.origin,
      SLICEGRAPH_UPSTREAM_ORIGINS: upstream.origins.join(','),
    },
    /** A graph of its own, whose exports are run there. */
    openGraph: () => openGraph([], { upstream }),
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

export type Account = Awaited<ReturnType<typeof openAccount>>
export type Graph = Awaited<ReturnType<typeof openGraph>>

export type Asked = Pick<ExportInput, 'scope'> & Partial<ExportInput>

export const inputOf = ({ filters = {}, params = ALL_PARAMS, incremental = false, scope }: Asked): ExportInput => ({
  scope,
  filters,
  params,
  incremental,
})

/** Runs an export to its end, however it ends. */
export async function run({ runs }: Graph, asked: Asked): Promise<ExportTask> {
  let latest = await runs.start(inputOf(asked))
  for await (const task of runs.follow(latest.id)) latest = task
  return latest
}

/** The projects that rows are in, most used first. */
export function projectsOf(rows: readonly Row[]): string[] {
  const ids = rows.flatMap(({ projects }) => Object.keys(projects))
  return [...Map.groupBy(ids, id => id)].sort(([, a], [, b]) => b.length - a.length).map(([id]) => id)
}

export const labelsOf = (rows: readonly Row[]): Label[] =>
  rows.flatMap(({ projects }) => Object.values(projects).flatMap(({ labels }) => labels))
