import { DEMO_END, laterTime } from './calendar.ts'
import { OPERATOR, type Person, REVIEWERS } from './people.ts'
import { createRandom, type Random } from './random.ts'

type Task = { readonly id: string; readonly name: string }

/** One step of a data row through the tasks. */
export interface Move {
  /** As a person would say it: `Approve`. */
  readonly action: string
  readonly time: number
  readonly by: Person
  readonly previous: Task | null
  readonly next: Task | null
}

/** Labelbox's names for the tasks that every project begins with. */
const LABELING = 'Initial labeling task'
const REVIEW = 'Initial review task'
const REWORK = 'Rework (all rejected)'

/**
 * Sends a data row through its project's tasks from `queuedAt` until it is done or the demo ends.
 * @param labelled the time and the maker of the last label; null if there is none yet.
 * @returns where the row has got to, and its moves, oldest first.
 */
export function travel(
  random: Random,
  project: { readonly id: string },
  queuedAt: number,
  labelled: { readonly time: number; readonly by: Person } | null,
) {
  const task = (name: string): Task => ({ id: createRandom(`${project.id}/${name}`).uuid(), name })
  const [labeling, review, rework] = [task(LABELING), task(REVIEW), task(REWORK)]
  const moves: Move[] = [{ action: 'Move', time: queuedAt, by: OPERATOR, previous: null, next: labeling }]
  if (!labelled) return { moves, taskName: LABELING, status: 'TO_LABEL' }

  let time = labelled.time
  moves.push({ action: 'Move', time, by: labelled.by, previous: labeling, next: review })
  for (let round = 0; ; round += 1) {
    const by = random.pick(REVIEWERS)
    time = laterTime(random, time, 6, 160)
    if (time > DEMO_END) return { moves, taskName: REVIEW, status: 'IN_REVIEW' }
    if (round >= 2 || random.chance(0.65)) {
      moves.push({ action: 'Approve', time, by, previous: review, next: null })
      return { moves, taskName: 'Done', status: 'DONE' }
    }
    moves.push({ action: 'Reject', time, by, previous: review, next: rework })
    time = laterTime(random, time, 4, 120)
    if (time > DEMO_END) return { moves, taskName: REWORK, status: 'IN_REWORK' }
    moves.push({ action: 'Rework', time, by: labelled.by, previous: rework, next: review })
  }
}
