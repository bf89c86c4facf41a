import { ERRORS, type ErrorCode, SlicegraphError } from '../errors.ts'
import { annotationId, formatId } from '../model/index.ts'
import type { Nodes, Scope, Store, StoreReader } from '../store/index.ts'
import { UpstreamError } from '../upstream/index.ts'
import { groupsToFetch, type Listed, masksAt, pagesOf, type Remote } from './find-remote.ts'
import type { LazyReads } from './lazy/lazy-reads.ts'

interface PullOptions {
  readonly store: Store
  readonly lazy: LazyReads
  readonly frames: boolean
  readonly masks: boolean
  /** Also fetches what was fetched before: Labelbox may change it without a change of its label's times. */
  readonly again?: boolean
  /** The projects to fetch for. */
  readonly scope: Scope
  /** The next page waits for it. */
  readonly onProgress?: (progress: PullProgress) => void | Promise<void>
  /** Called with those of a page, before its progress. */
  readonly onFailures?: (failures: readonly PullFailure[]) => void
  readonly signal?: AbortSignal
}

/** Progress after a page. Everything counted as fetched is in the store. */
export interface PullProgress {
  readonly stage: 'frames' | 'masks'
  /** The part of `total` that was looked at: labels with groups to fetch, or annotations that may be masks. */
  readonly looked: number
  readonly total: number
  readonly fetched: number
  readonly failed: number
}

export interface PullSummary {
  /** Groups whose frames were fetched. */
  readonly frames: number
  readonly masks: number
  /** True if it ended early: the upstream was not responding, or refused the key several times in a row. */
  readonly stopped: boolean
}

export interface PullFailure {
  /** Id of the group or the annotation. */
  readonly id: string
  readonly code: ErrorCode
  readonly message: string
}

/**
 * Fetches everything that is still remote, page by page, each page from the newest version. A pull that was stopped goes
 * on where it was when it runs again (with `again`, from the start). Frames come first, since they name masks.
 */
export async function pull(options: PullOptions): Promise<PullSummary> {
  const frames = options.frames ? await pullFrames(options) : NOTHING
  const masks = options.masks && !frames.stopped ? await pullMasks(options) : NOTHING
  return {
    frames: frames.fetched,
    masks: masks.fetched,
    stopped: frames.stopped || masks.stopped,
  }
}

interface Pulled {
  readonly fetched: number
  readonly stopped: boolean
}

const NOTHING: Pulled = { fetched: 0, stopped: false }

/** Sizes of a page. Progress is reported after each. */
const LABELS_AT_ONCE = 50
const MASKS_AT_ONCE = 200
/** Finds masks that are not measured, and points. */
const UNMEASURED = { area: { isNull: true }, length: { isNull: true } }
/** Finds all masks, among others. */
const WITHOUT_LENGTH = { length: { isNull: true } }

function pullFrames(options: PullOptions): Promise<Pulled> {
  const { lazy, again = false, signal } = options
  return pullPages(options, {
    stage: 'frames',
    listed: { list: 'label', filter: again ? {} : { remote: true }, limit: LABELS_AT_ONCE },
    find: (reader, labels) => groupsToFetch(reader, labels, again),
    fetch: (reader, groups) => lazy.ensureFrames(reader, groups, { signal, again }),
    idOf: ({ labelId, groupName }) => formatId('group', labelId, groupName),
  })
}

function pullMasks(options: PullOptions): Promise<Pulled> {
  const { lazy, again = false, signal } = options
  return pullPages(options, {
    stage: 'masks',
    listed: { list: 'annotation', filter: again ? WITHOUT_LENGTH : UNMEASURED, limit: MASKS_AT_ONCE },
    find: masksAt,
    fetch: (reader, masks) => lazy.masks(reader, masks, { signal, again }),
    idOf: annotationId,
  })
}

/** One kind of things to fetch: the list that they are found by, and the calls that find and fetch them. */
interface Stage<L extends Remote, T> {
  readonly stage: PullProgress['stage']
  readonly listed: Listed<L>
  readonly find: (reader: StoreReader, nodes: readonly Nodes[L][]) => Promise<readonly T[]>
  /** Resolves to an Error at the place of each thing that could not be fetched. */
  readonly fetch: (reader: StoreReader, things: readonly T[]) => Promise<readonly unknown[]>
  readonly idOf: (thing: T) => string
}

async function pullPages<L extends Remote, T>(
  { store, scope, signal, onProgress, onFailures }: PullOptions,
  { stage, listed, find, fetch, idOf }: Stage<L, T>,
): Promise<Pulled> {
  let looked = 0
  let fetched = 0
  let failedSoFar = 0
  const fetchAll = createKeyCheck()
  for await (const { reader, nodes, total } of pagesOf(store, scope, listed, signal)) {
    const things = await find(reader, nodes)
    const { outcomes, refused } = await fetchAll(things, some => fetch(reader, some))
    const failed = failuresOf(things.map(idOf), outcomes)
    looked += nodes.length
    fetched += outcomes.length - failed.length
    failedSoFar += failed.length
    if (failed.length > 0) onFailures?.(failed)
    await onProgress?.({ stage, looked, total: Math.max(looked, total), fetched, failed: failedSoFar })
    // If all of a page failed since the upstream is down, the rest would fail too.
    const isDown = failed.length > 0 && failed.every(({ code }) => ERRORS[code].pull === 'down')
    if (refused || (isDown && failed.length === outcomes.length)) return { fetched, stopped: true }
  }
  return { fetched, stopped: false }
}

/** Number of refusals of the key in a row that ends a pull. */
const MAX_REFUSALS = 3

/**
 * Fetches the things of a page: one at a time until Labelbox accepts the key, then the rest at once. So a wrong key costs
 * three requests, and a key that is revoked meanwhile costs at most the current page.
 */
function createKeyCheck() {
  let last: unknown = null
  let inARow = 0
  let isAccepted = false
  let refused = false

  function note(outcome: unknown): void {
    const code = outcome instanceof SlicegraphError ? outcome.code : null
    // Nothing was sent, so the key was neither accepted nor refused.
    if (code !== null && ERRORS[code].pull === 'unsent') return
    isAccepted = !(outcome instanceof UpstreamError && outcome.keyRefused)
    if (!isAccepted)
      inARow += Number(outcome !== last) // Masks of one composite share one error.
    else if (code === null || ERRORS[code].pull !== 'down') inARow = 0
    last = outcome
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

/** The failures among the outcomes of the things with these ids. */
function failuresOf(ids: readonly string[], outcomes: readonly unknown[]): PullFailure[] {
  return outcomes.flatMap((outcome, index): PullFailure[] => {
    const id = ids[index] ?? ''
    if (outcome instanceof SlicegraphError && outcome.traits.pull)
      return [{ id, code: outcome.code, message: outcome.message }]
    // Anything else is a failure of the store or of this program, or the abort of the signal.
    if (outcome instanceof Error) throw outcome
    return []
  })
}
