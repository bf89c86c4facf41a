import type { JsonObject } from '../model/index.ts'
import { laterTime, queuedTime, stamp } from './calendar.ts'
import { type DemoProject, PROJECTS } from './catalog.ts'
import { dataRowParts, volume } from './data-row.ts'
import { label, type Work, work } from './label.ts'
import { createRandom, type Random } from './random.ts'
import { type Move, travel } from './workflow.ts'

export type DemoRow = ReturnType<typeof demoRow>

/**
 * The demo's v2 row number `number`, from 0. Every row has chance of its own: it does not depend on the others.
 * @param origin where its masks are.
 */
export function demoRow(seed: number, number: number, origin: string) {
  const random = createRandom(`${seed}/row/${number}`)
  const home = PROJECTS[number % PROJECTS.length] ?? PROJECTS[0]
  const study = volume(random, home.dataset, number + 1)
  const created = queuedTime(random)
  const queued = laterTime(random, created, 0.5, 8)
  const queueEntry = queue(random, home, queued, number, origin)
  const projects: Record<string, typeof queueEntry.json> = { [home.id]: queueEntry.json }
  // Chest volumes show the upper liver: some are queued in that project too.
  if (number % 12 === 5) {
    const second = queue(random, PROJECTS[0], laterTime(random, queued, 1, 20), number, origin)
    projects[PROJECTS[0].id] = second.json
  }
  return {
    ...dataRowParts(random, home.dataset, study, created, queueEntry.active),
    projects,
    ...(number % 9 === 4 && { experiments: {} }),
  }
}

/** A row's queue entry in a project, and the time of its last activity there. */
function queue(random: Random, project: DemoProject, queued: number, number: number, origin: string) {
  const works = number % 9 === 8 ? [] : work(random, project, queued, number)
  const last = works.at(-1)
  const journey = travel(random, project, queued, last ?? null)
  const details = projectDetails(random, project, journey, number)
  const selected = works.length > 1 && journey.status === 'DONE' && { selected_label_id: best(works).labelId }
  const json = {
    [project.nameKey]: project.name,
    labels: works.map(each => label(random, project, each, origin)),
    project_details: { ...details, ...selected },
    ...(project.tags && { project_tags: project.tags.map(text => tag(project, text)) }),
  }
  return { json, active: journey.moves.at(-1)?.time ?? queued }
}

const best = (works: readonly Work[]) =>
  works.reduce((one, other) => ((other.consensusScore ?? 0) > (one.consensusScore ?? 0) ? other : one))

function projectDetails(random: Random, project: DemoProject, journey: ReturnType<typeof travel>, number: number) {
  const batch = project.batches[number % 5 === 0 ? 1 : 0] ?? project.batches[0]
  return {
    ontology_id: project.ontologyId,
    task_name: journey.taskName,
    batch_id: batch.id,
    batch_name: batch.name,
    workflow_status: journey.status,
    priority: random.pick([5, 5, 5, 3, 1]),
    consensus_expected_label_count: project.labelsPerRow,
    workflow_history: journey.moves.map(move => historyEntry(project, move)).reverse(),
  }
}

function historyEntry(project: DemoProject, { action, time, by, previous, next }: Move): JsonObject {
  return {
    action: project.upperCaseActions ? action.toUpperCase() : action,
    created_at: stamp.micros(time),
    created_by: by.email,
    ...(previous && { previous_task_name: previous.name, previous_task_id: previous.id }),
    ...(next && { next_task_name: next.name, next_task_id: next.id }),
  }
}

function tag(project: DemoProject, text: string): JsonObject {
  const random = createRandom(`${project.id}/tag/${text}`)
  return { id: random.cuid(), text, color: random.uuid().slice(0, 6), type: 'Default' }
}
