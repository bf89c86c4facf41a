import { stamp } from '../../src/demo/calendar.ts'
import type { Spot } from '../../src/demo/outline.ts'
import { createRandom, type Random } from '../../src/demo/random.ts'
import type { JsonObject } from '../../src/model/index.ts'

/*
 * An export to measure with: as much of it as wanted, fast. Lines come from a pool that is drawn once, so making a
 * row costs little more than writing it down. The proportions are those of a real DICOM project: about 1,760
 * annotations to the megabyte, three quarters of the bytes in frames.
 */

const PLANES = ['Axial', 'Sagittal', 'Coronal'] as const
const TOOLS = ['Lesion', 'Vessel', 'Outline', 'Midline', 'Organ', 'Bone'] as const
/** The first tools draw lines, the others masks. */
const LINE_TOOLS = 4
const PROJECTS = 4
/** A team as projects have. It works in shifts of a week. */
const PEOPLE = 24
const SHIFT_PEOPLE = 8
const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR
const START = Date.UTC(2023, 5, 30)
const TWO_YEARS = 730 * 24 * HOUR

interface Maker {
  readonly random: Random
  readonly lines: readonly [Spot[], ...Spot[][]]
  /** The next id. */
  readonly id: () => string
}

/**
 * v2 rows as NDJSON lines, each with its newline, until at least `bytes` of them have been yielded. The same size
 * always gives the same lines.
 */
export function* benchExport(bytes: number): Generator<string, void, undefined> {
  const random = createRandom('bench')
  const lines = Array.from({ length: 512 }, () => line(random))
  const maker: Maker = { random, lines: [line(random), ...lines], id: counter() }
  // All of a line is ASCII: its length is its size.
  for (let written = 0, number = 0; written < bytes; number += 1) {
    const text = `${JSON.stringify(row(maker, number))}\n`
    written += text.length
    yield text
  }
}

/**
 * A line with its newline, in pieces: a v2 row of about `bytes` bytes, nearly all of them frames of one group of its only
 * label. Five objects are in every frame.
 */
export function* largeRow(bytes: number): Generator<string, void, undefined> {
  const random = createRandom('large row')
  const lines = Array.from({ length: 512 }, () => line(random))
  const maker: Maker = { random, lines: [line(random), ...lines], id: counter('large') }
  const features = Array.from({ length: 5 }, (_, tool) => ({ id: maker.id(), tool }))
  const plain = JSON.stringify(row(maker, 0))
  // The first group's, whose place is taken by those that follow.
  const frames = plain.indexOf('"frames":{') + '"frames":{'.length
  const rest = plain.slice(endOfObject(plain, frames))
  yield plain.slice(0, frames)
  let size = frames + rest.length
  for (let frame = 1; size < bytes; frame += 1) {
    const objects = features.map(feature => [feature.id, object(maker, 'cmbenchproject000000000000', feature, frame)])
    const text = JSON.stringify({ objects: Object.fromEntries(objects), classifications: [] })
    const piece = `${frame === 1 ? '' : ','}"${frame}":${text}`
    size += piece.length
    yield piece
  }
  yield `${rest}\n`
}

/** The index of the bracket that closes the object whose first key is at `from`. No text in it has brackets. */
function endOfObject(text: string, from: number): number {
  let depth = 1
  for (let at = from; ; at += 1) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
}

function row(maker: Maker, number: number): JsonObject {
  const { random, id } = maker
  const created = START + Math.floor(random.next() * TWO_YEARS)
  const projectId = `cmbenchproject00000000000${number % PROJECTS}`
  const labelCount = number % 6 === 5 ? 2 : 1
  return {
    data_row: {
      id: id(),
      global_key: `bench-${number}`,
      external_id: `volume-${number}.dcm`,
      row_data: `https://storage.example.com/bench/volume-${number}.dcm`,
      details: {
        dataset_id: `cmbenchdataset0000000000${number % 12}`,
        dataset_name: `Dataset ${number % 12}`,
        created_at: stamp.millis(created),
        updated_at: stamp.millis(created + HOUR),
        last_activity_at: stamp.micros(created + 300 * HOUR),
        created_by: 'operator@example.com',
      },
    },
    media_attributes: { mime_type: 'application/dicom' },
    attachments: [],
    metadata_fields: [
      { schema_id: 'cko8s9r5v0001h2dk9elqdidh', schema_name: 'tag', value: `tag-${number % 50}` },
      { schema_id: 'cmbenchthickness000000000', schema_name: 'sliceThicknessMm', value: (number % 8) + 0.625 },
    ],
    projects: {
      [projectId]: {
        name: `Bench project ${number % PROJECTS}`,
        labels: Array.from({ length: labelCount }, () => label(maker, projectId, created, labelCount)),
        project_details: {
          ontology_id: 'cmbenchontology0000000000',
          task_name: number % 7 === 0 ? 'Initial review task' : 'Done',
          batch_id: `cmbenchbatch00000000000${number % 40}`,
          batch_name: `Batch ${number % 40}`,
          workflow_status: number % 7 === 0 ? 'IN_REVIEW' : 'DONE',
          priority: number % 5,
          consensus_expected_label_count: labelCount,
          workflow_history: history(random, created),
        },
      },
    },
  }
}

function label(maker: Maker, projectId: string, rowCreated: number, labelCount: number): JsonObject {
  const { random, id } = maker
  const created = rowCreated + random.int(HOUR, 72 * HOUR)
  const time = stamp.millis(created)
  return {
    label_kind: 'DICOM',
    version: '1.0.0',
    id: id(),
    label_details: { created_at: time, updated_at: time, created_by: person(random, created), reviews: [] },
    performance_details: {
      seconds_to_create: random.int(40, 900),
      seconds_to_review: random.int(0, 120),
      skipped: false,
      ...(labelCount > 1 && { consensus_score: random.int(500, 999) / 1000 }),
    },
    annotations: annotations(maker, projectId),
  }
}

function annotations(maker: Maker, projectId: string): JsonObject {
  const { random, id } = maker
  const groups: Record<string, JsonObject> = {}
  const segments: Record<string, JsonObject> = {}
  const keyFrames: Record<string, JsonObject> = {}
  for (const plane of PLANES) {
    const first = random.int(1, 80)
    const last = first + random.int(3, 8)
    const features = Array.from({ length: plane === 'Axial' ? 3 : 1 }, () => ({ id: id(), tool: random.int(0, 5) }))
    const frames: Record<string, JsonObject> = {}
    for (let frame = first; frame <= last; frame += 1) {
      const objects = features.map(feature => [feature.id, object(maker, projectId, feature, frame)])
      frames[frame] = { objects: Object.fromEntries(objects), classifications: [] }
    }
    groups[plane] = { name: plane, classifications: [], frames }
    segments[plane] = Object.fromEntries(features.map(feature => [feature.id, [[first, last]]]))
    for (const feature of features)
      keyFrames[feature.id] = { Axial: {}, Coronal: {}, Sagittal: {}, [plane]: { [first]: true, [last]: true } }
  }
  return { groups, segments, classifications: answers(maker), key_frame_feature_map: keyFrames }
}

interface BenchFeature {
  readonly id: string
  readonly tool: number
}

function object({ random, lines }: Maker, projectId: string, feature: BenchFeature, frame: number): JsonObject {
  const isLine = feature.tool < LINE_TOOLS
  const mask = `https://api.labelbox.com/api/v1/projects/${projectId}/annotations/${feature.id}/index/${frame}/mask`
  return {
    feature_id: feature.id,
    name: TOOLS[feature.tool] ?? TOOLS[0],
    annotation_kind: isLine ? 'DICOMPolyline' : 'DICOMSegmentationMask',
    classifications: [],
    ...(isLine ? { line: random.pick(lines) } : { mask: { url: mask } }),
  }
}

function answers({ random, id }: Maker): JsonObject[] {
  const question = (name: string, schema: string) => ({ feature_id: id(), feature_schema_id: schema, name })
  const option = (name: string) => ({ feature_id: id(), name, classifications: [] })
  return [
    {
      ...question('Image quality', 'cmbenchquality00000000000'),
      radio_answer: option(random.pick(['Good', 'Acceptable', 'Poor'])),
    },
    {
      ...question('Findings', 'cmbenchfindings0000000000'),
      checklist_answers: [option(random.pick(['Mass', 'Oedema', 'Fracture', 'None']))],
    },
    {
      ...question('Remark', 'cmbenchremark000000000000'),
      text_answer: { content: `Case ${random.int(1, 99)} of the series.` },
    },
  ]
}

const LABELING = 'Initial labeling task'
const REVIEW = 'Initial review task'
const REWORK = 'Rework (all rejected)'

/** Five to eight events, newest first. */
function history(random: Random, created: number): JsonObject[] {
  const steps: [string, string | null, string | null][] = [
    ['Move', null, LABELING],
    ['Move', LABELING, REVIEW],
    ['Reject', REVIEW, REWORK],
    ['Rework', REWORK, REVIEW],
  ]
  if (random.chance(0.5)) steps.push(['Reject', REVIEW, REWORK], ['Rework', REWORK, REVIEW])
  if (random.chance(0.5)) steps.push(['Move', REVIEW, REVIEW])
  steps.push(['Approve', REVIEW, null])
  let time = created
  const events = steps.map(([action, previous, next]) => {
    time += random.int(HOUR / 6, 48 * HOUR)
    return {
      action,
      created_at: stamp.micros(time),
      created_by: person(random, time),
      ...(previous && { previous_task_name: previous, previous_task_id: `cmbenchtask-${previous.length}` }),
      ...(next && { next_task_name: next, next_task_id: `cmbenchtask-${next.length}` }),
    }
  })
  return events.reverse()
}

/** One of those whose shift the time falls in. */
function person(random: Random, time: number): string {
  const first = Math.floor(time / WEEK) * SHIFT_PEOPLE
  return `annotator.${1 + ((first + random.int(0, SHIFT_PEOPLE - 1)) % PEOPLE)}@example.com`
}

function line(random: Random): Spot[] {
  let x = random.int(60_000, 400_000)
  let y = random.int(60_000, 400_000)
  return Array.from({ length: random.int(10, 16) }, () => {
    x += random.int(-12_000, 14_000)
    y += random.int(-12_000, 14_000)
    return { x: x / 1000, y: y / 1000 }
  })
}

/** Counted ids in the shape of Labelbox's: faster than random digits. */
function counter(prefix = ''): () => string {
  let count = 0
  return () => {
    count += 1
    return `cmb${prefix}${count.toString(36).padStart(22 - prefix.length, '0')}`
  }
}
