import type { JsonObject } from '../model/index.ts'
import { laterTime, queuedTime, stamp } from './calendar.ts'
import { ARCHIVE, PROJECTS } from './catalog.ts'
import { ANNOTATORS, type Person } from './people.ts'
import { createRandom, type Random } from './random.ts'
import type { DemoRow } from './row.ts'
import { type Move, travel } from './workflow.ts'

/* The demo's v1 part: records of an older project whose frames are still known by URL only. */

/** The data row and the label of a v1 record, without the work itself. */
interface Subject {
  /** Where its frames are. */
  readonly origin: string
  readonly labelId: string
  readonly dataRowId: string
  readonly project: { readonly id: string; readonly name: string }
  readonly asset: string
  readonly externalId: string | null
  readonly globalKey: string | null
  readonly datasetName?: string | undefined
}

/** The demo's v1 record number `number`, from 0: every seventh is a second label of the row before it. */
export function demoRecord(seed: number, number: number, origin: string) {
  const isSecond = number % 7 === 6
  const rowNumber = isSecond ? number - 1 : number
  const row = createRandom(`${seed}/v1 row/${rowNumber}`)
  const queued = queuedTime(row)
  const dataRowId = row.cuid()
  const study = row.int(1000, 9999)
  const labelled = { time: laterTime(row, queued, 2, 40), by: row.pick(ANNOTATORS) }
  const journey = travel(row, ARCHIVE, queued, labelled)

  const random = createRandom(`${seed}/v1/${number}`)
  const by = isSecond ? random.pick(ANNOTATORS) : labelled.by
  return {
    ...record(random, by, labelled.time, number === 3, {
      origin,
      labelId: random.cuid(),
      dataRowId,
      project: ARCHIVE,
      asset: `https://storage.example.com/knee-mr/${study}.dcm`,
      externalId: `knee-${study}`,
      globalKey: rowNumber % 2 === 0 ? `demo-knee-${dataRowId.slice(-8)}` : null,
      datasetName: 'Knee MR 2022',
    }),
    'DataRow Workflow Info': {
      taskName: journey.taskName,
      'Workflow History': journey.moves.map(historyEntry).reverse(),
    },
  }
}

/** A v1 record of a label that the v2 part has too, a day older: the row's first; null where it has none. */
export function recordOfV2(seed: number, { data_row, projects }: DemoRow, origin: string) {
  const [projectId, queueEntry] = Object.entries(projects).find(([, { labels }]) => labels.length > 0) ?? []
  const project = PROJECTS.find(({ id }) => id === projectId)
  const label = queueEntry?.labels[0]
  if (!project || !label) return null
  const { created_at, created_by } = label.label_details
  const by = ANNOTATORS.find(person => person.email === created_by) ?? ANNOTATORS[0]
  return record(createRandom(`${seed}/v1 twin`), by, Date.parse(created_at) - DAY_MS, false, {
    origin,
    labelId: label.id,
    dataRowId: data_row.id,
    project,
    asset: data_row.row_data,
    externalId: data_row.external_id ?? null,
    globalKey: data_row.global_key,
    datasetName: data_row.details.dataset_name,
  })
}

const DAY_MS = 86_400_000

function record(random: Random, by: Person, time: number, skipped: boolean, subject: Subject) {
  const seconds = Math.round(180 * by.pace * random.float(0.5, 2) * 10) / 10
  return {
    ID: subject.labelId,
    'DataRow ID': subject.dataRowId,
    'Labeled Data': subject.asset,
    Label: skipped ? {} : planes(random, subject),
    'Created By': by.email,
    'Project Name': subject.project.name,
    'Created At': stamp.zulu(time),
    'Updated At': stamp.zulu(time + random.int(0, 60_000)),
    'Seconds to Label': seconds,
    'Seconds to Review': random.int(0, 120),
    'Seconds to Create': Math.round(seconds * 8) / 10,
    'External ID': subject.externalId,
    'Global Key': subject.globalKey,
    Agreement: -1,
    'Benchmark Agreement': random.chance(0.2) ? 0.87 : -1,
    'Benchmark ID': null,
    'Is Benchmark': 0,
    ...(subject.datasetName !== undefined && { 'Dataset Name': subject.datasetName }),
    Reviews: random.chance(0.4) ? [review(random, time + 7_200_000)] : [],
    'View Label': `https://editor.labelbox.com?project=${subject.project.id}&label=${subject.labelId}`,
    'Has Open Issues': random.chance(0.2) ? 1 : 0,
    Skipped: skipped,
    'DataRow Metadata': [],
    'Media Attributes': { mimeType: 'application/dicom' },
  }
}

function review(random: Random, time: number): JsonObject {
  const by = { createdAt: stamp.zulu(time), createdBy: 'rita.review@example.com' }
  return { score: random.pick([1, 1, -1]), id: random.cuid(), ...by }
}

/** Only planes that somebody worked in appear: where nothing is left of it, the frames document is empty. */
function planes(random: Random, { labelId, origin }: Subject): JsonObject {
  const names = ['axial', ...random.some(['sagittal', 'coronal'], random.int(0, 2))]
  const nothing = { objects: [], classifications: [], relationships: [] }
  const frames = (name: string) => `${origin}/v1/frames/${labelId}?group=${name}`
  return { ...nothing, groups: names.map(name => ({ name, ...nothing, frames: frames(name) })) }
}

function historyEntry({ action, time, by, previous, next }: Move): JsonObject {
  return {
    actorId: by.actorId,
    action: action.toUpperCase(),
    createdAt: stamp.zulu(time),
    ...(previous && { previousTaskId: previous.id, previousTaskName: previous.name }),
    ...(next && { nextTaskId: next.id, nextTaskName: next.name }),
  }
}
