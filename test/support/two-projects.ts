import type { Json, JsonObject } from '../../src/model/index.ts'
import type { Store } from '../../src/store/index.ts'
import { readJson } from './graph.ts'

/* Project A, and a project B whose texts all hold a mark, in one store. */

export const A = 'project-1'
export const B = 'project-hidden'
/** Part of every text of B. */
export const MARK = 'hidden'

const file = (name: string) => new URL(`../fixtures/wire/${name}`, import.meta.url)

/** The value with the mark in every text, keys that are ids included. */
function marked(value: Json, key = ''): Json {
  if (typeof value === 'string') return FIXED.has(key) || DATE.test(value) ? value : `${value}-${MARK}`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(each => marked(each as Json, key))
  const entries = Object.entries(value).map(([name, each]) => [
    /^obj-/.test(name) ? `${name}-${MARK}` : name,
    marked(each, name),
  ])
  return Object.fromEntries(entries) as JsonObject
}

const FIXED = new Set(['annotation_kind', 'label_kind', 'action', 'workflow_status', 'type'])
const DATE = /^\d{4}-\d\d-\d\d/

/** The project's part of a record with one label more, which later records lack. */
const withLeft = (project: Json): JsonObject => {
  const { labels, ...others } = project as JsonObject & { labels: JsonObject[] }
  return { ...others, labels: [...labels, { ...labels[0], id: 'label-left' }] }
}

/** Records to load in turn; those of B and of a data row in both projects come second, then those that lack a label. */
export async function loadsOfTwoProjects(): Promise<readonly (readonly (JsonObject | string)[])[]> {
  const full = await readJson<JsonObject>(file('v2-consensus-and-workflow.json'))
  const dicom = await readJson<JsonObject>(file('v2-dicom-classifications.json'))
  const projectOf = (record: JsonObject) => (record.projects as JsonObject)[A] as Json
  const of = (record: JsonObject, projects: JsonObject): JsonObject => ({ ...record, projects })
  const shared = {
    ...full,
    data_row: { ...(full.data_row as JsonObject), id: 'row-shared', [MARK]: MARK },
    experiments: { [MARK]: MARK },
    projects: { [A]: { name: 'Scans', labels: [] }, [B]: marked(projectOf(full)) },
  }
  return [
    [of(full, { [A]: projectOf(full) }), of(dicom, { [A]: withLeft(projectOf(dicom)) })],
    [shared, of(marked(dicom) as JsonObject, { [B]: marked(withLeft(projectOf(dicom))) }), `{"${MARK}": 1}`],
    [of(dicom, { [A]: projectOf(dicom) })],
    [of(marked(dicom) as JsonObject, { [B]: marked(projectOf(dicom)) })],
  ]
}

/** Tasks that only principals of all projects see. */
export async function beginHiddenTasks({ tasks, pulls }: Pick<Store, 'tasks' | 'pulls'>): Promise<void> {
  for (const scope of ['catalog', `project:${B}`])
    await tasks.begin({ id: `task:${MARK}-${scope}`, scope, startedAt: 1, input: { scope: MARK } as never })
  for (const projectId of [null, B]) {
    const input = { projectId, frames: true, masks: true, again: false }
    await pulls.begin({ id: `pull:${MARK}-${projectId}`, startedAt: 1, input })
  }
}

/** Texts of an answer that are of B alone. Ids that the query gave come back only within cursors. */
export function* hiddenIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.includes(MARK) || Buffer.from(value, 'base64url').includes(MARK)) yield value
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (key.includes(MARK)) yield key
      yield* hiddenIn(each)
    }
  }
}
