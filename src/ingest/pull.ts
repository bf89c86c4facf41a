import { ERRORS, type ErrorCode, SlicegraphError } from '../errors.ts'
import { annotationId, formatId } from '../model/index.ts'
import type { Scope, Store } from '../store/index.ts'
import { UpstreamError } from '../upstream/index.ts'
import { groupsToFetch, masksAt, pagesOf } from './find-remote.ts'
import type { LazyReads } from './lazy/lazy-reads.ts'

interface PullOptions {
  readonly store: Store
  readonly lazy: LazyReads
  readonly frames: boolean
  readonly masks: boolean
  /** Also what was fetched before: the upstream may have changed it without a change of its label's times. */
  readonly again?: boolean
  /** The projects it is limited to. */
  readonly scope: Scope
  readonly onProgress?: (progress: PullProgress) => void
  readonly signal?: AbortSignal
}

/** Everything counted as fetched is in the store. */
export interface PullProgress {
  readonly stage: 'frames' | 'masks'
  /** Of `total`: labels that may have groups to fetch, or annotations that may be masks to fetch. */
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
  /** True if it ended early: the upstream was not responding, or refused the key several times in a row. */
  readonly stopped: boolean
}

interface PullFailure {
  /** Of the group or the annotation. */
  readonly id: string
  readonly code: ErrorCode
  readonly message: string
}

/**
 * Fetches everything that is still remote, page by page, each page from the newest version. Stopped at any point and run
 * again, it goes on where it was (with `again`, from the start). Frames come first, since they bring masks.
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
  /** The key was refused several times in a row. */
  readonly refused: boolean
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
    if (step.refused || isDown(step)) return { fetched, failures, stopped: true }
  }
  return { fetched, failures, stopped: false }
}

/** Progress is reported after so many. */
const LABELS_AT_ONCE = 50
const MASKS_AT_ONCE = 200
/** Masks that were not measured are among these; points are too, and are passed over. */
const UNMEASURED = { area: { isNull: true }, length: { isNull: true } }
/** All masks are among these. */
const WITHOUT_LENGTH = { length: { isNull: true } }

async function* pullFrames(options: PullOptions): AsyncGenerator<Step, void, undefined> {
  const { store, lazy, scope, again = false, signal } = options
  const labels = { list: 'label', filter: again ? {} : { remote: true }, limit: LABELS_AT_ONCE } as const
  const fetchAll = createKeyCheck()
  for await (const { reader, nodes, total } of pagesOf(store, scope, labels, signal)) {
    const groups = await groupsToFetch(reader, nodes, again)
    const { outcomes, refused } = await fetchAll(groups, some => lazy.ensureFrames(reader, some, { signal, again }))
    const ids = groups.map(({ labelId, groupName }) => formatId('group', labelId, groupName))
    yield { looked: nodes.length, total, refused, ...tally(ids, outcomes) }
  }
}

async function* pullMasks(options: PullOptions): AsyncGenerator<Step, void, undefined> {
  const { store, lazy, scope, again = false, signal } = options
  const filter = again ? WITHOUT_LENGTH : UNMEASURED
  const annotations = { list: 'annotation', filter, limit: MASKS_AT_ONCE } as const
  const fetchAll = createKeyCheck()
  for await (const { reader, nodes, total } of pagesOf(store, scope, annotations, signal)) {
    const masks = await masksAt(reader, nodes)
    const { outcomes, refused } = await fetchAll(masks, some => lazy.masks(reader, some, { signal, again }))
    yield { looked: nodes.length, total, refused, ...tally(masks.map(annotationId), outcomes) }
  }
}

/** So many refusals of the key in a row end a pull. */
const MAX_REFUSALS = 3

/**
 * Fetches the things of a page: one at a time until the key is seen to be accepted, then all that are left at once. So a
 * wrong key costs the requests of three things, and one that is revoked meanwhile no more than the page under way.
 */
function createKeyCheck() {
  let last: unknown = null
  let inARow = 0
  let isAccepted = false
  let refused = false

  function note(outcome: unknown): void {
    const isRefusal = outcome instanceof UpstreamError && outcome.keyRefused
    // Masks of one composite share one error.
    if (isRefusal && outcome !== last) inARow += 1
    if (!isRefusal) inARow = 0
    last = outcome
    isAccepted = !isRefusal
    refused ||= inARow >= MAX_REFUSALS
  }

  return async <T>(things: readonly T[], fetch: (some: readonly T[]) => Promise<readonly unknown[]>) => {
    const outcomes: unknown[] = []
    while (outcomes.length < things.length && !refused) {
      const end = isAccepted ? things.length : outcomes.length + 1
      const some = await fetch(things.slice(outcomes.length, end))
      for (const outcome of some) note(outcome)
      outcomes.push(...some)
    }
    return { outcomes, refused }
  }
}

/** Things beyond the outcomes were not asked for. */
function tally(ids: readonly string[], outcomes: readonly unknown[]): Pick<Step, 'fetched' | 'failures'> {
  const failures = outcomes.flatMap((outcome, index): PullFailure[] => {
    const id = ids[index] ?? ''
    if (outcome instanceof SlicegraphError && outcome.traits.pull)
      return [{ id, code: outcome.code, message: outcome.message }]
    // Anything else is a fault of the store or of this program, or the abort of the signal.
    if (outcome instanceof Error) throw outcome
    return []
  })
  return { fetched: outcomes.length - failures.length, failures }
}

/** Asking for the rest would fail too. */
function isDown({ fetched, failures }: Step): boolean {
  return fetched === 0 && failures.length > 0 && failures.every(({ code }) => ERRORS[code].pull === 'down')
}
