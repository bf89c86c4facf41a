/*
 * Turns of the event loop, shared by all requests of the process. Long work asks `isTurnOver` now and then and continues
 * after `nextTurn`, so that short requests and timers get in between.
 */

/** Longer stretches delay other requests; shorter ones take more turns, each with a cost of its own. */
const TURN_MS = 5

/** When the work of this turn began. */
let began: number | null = null
/** Work that waits, by its owner; the first goes next. */
const waiting = new Map<object, (() => void)[]>()
let isScheduled = false

/** Whether work has taken its share of this turn of the event loop. */
export function isTurnOver(): boolean {
  began ??= begin()
  return performance.now() - began > TURN_MS
}

/**
 * Resolves in a later turn. Those who wait continue one after the other until the turn is over, before new requests begin:
 * owners by turns, so that a request that waits in a hundred places does not hold up the others.
 * @param owner one for all that a request does, mostly its signal. Never one for several requests: they would wait for
 * each other.
 */
export function nextTurn(owner: object): Promise<void> {
  return new Promise(resolve => {
    const own = waiting.get(owner)
    if (own) own.push(resolve)
    else waiting.set(owner, [resolve])
    if (isScheduled) return
    isScheduled = true
    setImmediate(proceed)
  })
}

/** Whether work of this owner waits for its turn. */
export const isWaiting = (owner: object): boolean => waiting.has(owner)

/**
 * Runs work to its end, in as many turns of the event loop as it takes. The work pauses where it yields, every few
 * milliseconds at least.
 * @param owner see `nextTurn`; absent: the work, which is all that its request does in this way. Rejects with the reason
 * of a signal once that is aborted.
 */
export async function inTurns<Result>(work: Generator<undefined, Result>, owner: object = work): Promise<Result> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    if (!isTurnOver()) continue
    await nextTurn(owner)
    if (owner instanceof AbortSignal) owner.throwIfAborted()
  }
}

/** Runs work that pauses to its end at once. */
export function atOnce<Result>(work: Generator<undefined, Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/** Maps a list, and pauses in a long one. */
export function* mapped<In, Out>(list: readonly In[], map: (item: In) => Out): Generator<undefined, Out[]> {
  if (list.length <= MOST_AT_ONCE) return list.map(map)
  const results: Out[] = []
  for (const [index, item] of list.entries()) {
    if (index % MOST_AT_ONCE === 0) yield
    results.push(map(item))
  }
  return results
}

const MOST_AT_ONCE = 32

/** Joins bytes into memory of their own, and pauses in between: to fill new memory takes a millisecond for some MB. */
export function* joined(pieces: readonly Uint8Array[], length: number): Generator<undefined, Buffer<ArrayBuffer>> {
  const bytes = Buffer.allocUnsafeSlow(length)
  let end = 0
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += JOINED_AT_ONCE) {
      const part = piece.subarray(at, at + JOINED_AT_ONCE)
      bytes.set(part, end)
      end += part.length
      yield
    }
  return bytes
}

const JOINED_AT_ONCE = 512 * 1024

/** Sorts a list into a new one, and pauses in a long one: parts of it are sorted, and then merged. */
export function* sorted<Item>(
  list: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Generator<undefined, Item[]> {
  let parts: Item[][] = []
  for (let start = 0; start < list.length; start += SORTED_AT_ONCE) {
    parts.push(list.slice(start, start + SORTED_AT_ONCE).sort(compare))
    yield
  }
  while (parts.length > 1) {
    const merged: Item[][] = []
    for (let i = 0; i < parts.length; i += 2) merged.push(yield* merge(parts[i] ?? [], parts[i + 1] ?? []))
    parts = merged
  }
  return parts[0] ?? []

  function* merge(one: Item[], other: Item[]): Generator<undefined, Item[]> {
    const all: Item[] = []
    for (let [i, j] = [0, 0]; i < one.length || j < other.length; ) {
      if (all.length % SORTED_AT_ONCE === 0) yield
      const isOther = i === one.length || (j < other.length && compare(other[j] as Item, one[i] as Item) < 0)
      all.push((isOther ? other[j++] : one[i++]) as Item)
    }
    return all
  }
}

const SORTED_AT_ONCE = 256

function begin(): number {
  setImmediate(() => {
    began = null
  })
  return performance.now()
}

function proceed(): void {
  began = begin()
  resumeNext()
}

function resumeNext(): void {
  for (const [owner, own] of waiting) {
    waiting.delete(owner)
    own.shift()?.()
    if (own.length > 0) waiting.set(owner, own)
    break
  }
  // A tick that is asked for by a microtask comes when what was resumed has ended or waits again.
  queueMicrotask(() => process.nextTick(proceedOrRest))
}

function proceedOrRest(): void {
  isScheduled = waiting.size > 0
  if (!isScheduled) return
  if (isTurnOver()) setImmediate(proceed)
  else resumeNext()
}
