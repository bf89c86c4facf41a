import type { JsonObject } from '../model/index.ts'
import { DEMO_END, laterTime, stamp } from './calendar.ts'
import type { DemoProject } from './catalog.ts'
import { ANNOTATORS } from './people.ts'
import { drawPlanes } from './planes.ts'
import { createRandom, type Random } from './random.ts'

/** One person's work on a data row, before it is written down. */
export type Work = ReturnType<typeof work>[number]

/** The work of people on the row before the demo's end: one label, several where the project asks for consensus. */
export function work(random: Random, project: DemoProject, queued: number, number: number) {
  const people = random.some(ANNOTATORS, project.labelsPerRow - (number % 4 === 1 && project.labelsPerRow > 1 ? 1 : 0))
  const benchmarkId = createRandom(`${project.id}/benchmark`).cuid()
  const works = people.map(by => {
    const skipped = random.chance(0.06)
    const score = Math.round(random.float(0.55, 0.98) * 1000) / 1000
    const measured = project.hasBenchmark && number % 2 === 0 && !skipped
    return {
      labelId: random.cuid(),
      by,
      time: laterTime(random, queued, 2, 70),
      skipped,
      /** Agreement with the others' labels; null if it was not computed. */
      consensusScore: project.labelsPerRow > 1 && !skipped ? score : null,
      benchmark: measured ? { score, labelId: benchmarkId } : null,
    }
  })
  return works.filter(each => each.time < DEMO_END).sort((a, b) => a.time - b.time)
}

/** The v2 label of a piece of work. */
export function label(random: Random, project: DemoProject, work: Work, origin: string) {
  const recent = random.chance(0.5)
  return {
    label_kind: 'DICOM',
    version: '1.0.0',
    id: work.labelId,
    label_details: details(random, work, recent),
    ...performance(random, work, recent),
    annotations: work.skipped ? emptyPlanes(recent) : drawPlanes(random, project, work.labelId, origin),
  }
}

function details(random: Random, work: Work, recent: boolean) {
  const write = recent ? stamp.millis : stamp.seconds
  const changed = write(work.time + random.int(0, 90_000))
  return {
    created_at: write(work.time),
    updated_at: changed,
    created_by: work.by.email,
    ...(recent && { content_last_updated_at: changed }),
    reviews: [],
  }
}

/** Exports since the end of 2024 carry a second block beside the first. */
function performance(random: Random, work: Work, recent: boolean): JsonObject {
  const toLabel = Math.round((work.skipped ? 15 : 240) * work.by.pace * random.float(0.5, 2.2))
  const toReview = random.chance(0.7) ? Math.round(60 * random.float(0.4, 2.5)) : 0
  const toRework = random.chance(0.2) ? Math.round(90 * random.float(0.4, 2)) : 0
  const total = toLabel + toReview + toRework
  const { skipped, consensusScore, benchmark } = work
  const judged = { skipped, ...(consensusScore !== null && { consensus_score: consensusScore }) }
  const first = {
    seconds_to_create: recent ? total : toLabel,
    seconds_to_review: toReview,
    ...judged,
    ...(benchmark && { benchmark_score: benchmark.score, benchmark_reference_label: benchmark.labelId }),
  }
  if (!recent) return { performance_details: first }
  const times = { seconds_to_label: toLabel, seconds_to_review: toReview, seconds_to_rework: toRework }
  return { performance_details: first, performance_details_v2: { ...times, seconds_total: total, ...judged } }
}

/** Skipped labels have empty containers in some exports and none in others. */
function emptyPlanes(recent: boolean): JsonObject {
  if (!recent) return { classifications: [] }
  const empty = (name: string) => [name, { name, classifications: [], frames: {} }]
  return {
    groups: Object.fromEntries(['Axial', 'Sagittal', 'Coronal'].map(empty)),
    segments: { Axial: {}, Sagittal: {}, Coronal: {} },
    classifications: [],
    key_frame_feature_map: {},
  }
}
