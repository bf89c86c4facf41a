import { ERRORS, type ErrorCode, SlicegraphError } from '../errors.ts'
import { annotationId, formatId } from '../model/index.ts'
import type { Scope, Store } from '../store/index.ts'
import type { LazyReads } from './lazy/lazy-reads.ts'
import { masksAt, pagesOf, remoteGroupsOf } from './remote-things.ts'

export interface PullOptions {
  readonly store: Store
  readonly lazy: LazyReads
  readonly frames: boolean
  readonly masks: boolean
  /** The projects it is about. */
  readonly scope: Scope
  readonly onProgress?: (progress: PullProgress) => void
  readonly signal?: AbortSignal
}

/** What is told as fetched is in the store. */
export interface PullProgress {
  readonly stage: 'frames' | 'masks'
  /** Of `total`: labels with remote groups, or annotations that may be masks without figures. */
  readonly looked: number
  readonly total: number
  readonly fetched: number
  readonly failed: number
}

export interface PullSummary {
  /** Groups whose frames were fetched. */
  readonly frames: number
  readonly masks: number
  readonly failures: readonly PullFailure[]
  /** True when it ended early, since the upstream was not answering. */
  readonly stopped: boolean
}

export interface PullFailure {
  /** Of the group or the annotation. */
  readonly id: string
  readonly code: ErrorCode
  readonly message: string
}

/**
 * Fetches everything that is still remote, page by page, each page from the newest version: it may be stopped at any
 * point and run again, and takes up where it was. Frames come first, since they bring masks.
 */
export async function pull(options: PullOptions): Promise<PullSummary> {
  const frames = options.frames ? await pullStage('frames', pullFrames(options), options) : NOTHING
  const masks = options.masks && !frames.stopped ? await pullStage('masks', pullMasks(options), options) : NOTHING
  return {
    frames: frames.fetched,
    masks: masks.fetched,
    failures: [...frames.failures, ...masks.failures],
    stopped: frames.stopped || masks.stopped,
  }
}

interface Stage {
  readonly fetched: number
  readonly failures: readonly PullFailure[]
  readonly stopped: boolean
}

const NOTHING: Stage = { fetched: 0, failures: [], stopped: false }

/** A page of what was looked at. */
interface Step {
  readonly looked: number
  readonly total: number
  readonly fetched: number
  readonly failures: readonly PullFailure[]
}

async function pullStage(
  stage: PullProgress['stage'],
  steps: AsyncIterable<Step>,
  { onProgress }: PullOptions,
): Promise<Stage> {
  const failures: PullFailure[] = []
  let looked = 0
  let fetched = 0
  for await (const step of steps) {
    looked += step.looked
    fetched += step.fetched
    failures.push(...step.failures)
    onProgress?.({ stage, looked, total: Math.max(looked, step.total), fetched, failed: failures.length })
    if (isDown(step)) return { fetched, failures, stopped: true }
  }
  return { fetched, failures, stopped: false }
}

/** Progress is told after so many. */
const LABELS_AT_ONCE = 50
const MASKS_AT_ONCE = 200
/** A mask that was not measured is among these; points are too, and are passed over. */
const UNMEASURED = { area: { isNull: true }, length: { isNull: true } }

async function* pullFrames({ store, lazy, scope, signal }: PullOptions): AsyncGenerator<Step, void, undefined> {
  const labels = { list: 'label', filter: { remote: true }, limit: LABELS_AT_ONCE } as const
  for await (const { reader, nodes, total } of pagesOf(store, scope, labels, signal)) {
    const groups = await remoteGroupsOf(reader, nodes)
    const outcomes = await lazy.frames(reader, groups, signal)
    const ids = groups.map(({ labelId, groupName }) => formatId('group', labelId, groupName))
    yield { looked: nodes.length, total, ...tally(ids, outcomes) }
  }
}

async function* pullMasks({ store, lazy, scope, signal }: PullOptions): AsyncGenerator<Step, void, undefined> {
  const annotations = { list: 'annotation', filter: UNMEASURED, limit: MASKS_AT_ONCE } as const
  for await (const { reader, nodes, total } of pagesOf(store, scope, annotations, signal)) {
    const masks = await masksAt(reader, nodes)
    const outcomes = await lazy.masks(reader, masks, signal)
    yield { looked: nodes.length, total, ...tally(masks.map(annotationId), outcomes) }
  }
}

function tally(ids: readonly string[], outcomes: readonly unknown[]): Pick<Step, 'fetched' | 'failures'> {
  const failures = ids.flatMap((id, index): PullFailure[] => {
    const outcome = outcomes[index]
    if (outcome instanceof SlicegraphError && outcome.traits.pull)
      return [{ id, code: outcome.code, message: outcome.message }]
    // Anything else speaks against the store or this program, or says that somebody asked it to stop.
    if (outcome instanceof Error) throw outcome
    return []
  })
  return { fetched: ids.length - failures.length, failures }
}

/** There is no use in asking for the rest. */
function isDown({ fetched, failures }: Step): boolean {
  return fetched === 0 && failures.length > 0 && failures.every(({ code }) => ERRORS[code].pull === 'down')
}
