/*
 * Turns of the event loop, shared by all requests of the process. Long work asks `isTurnOver` now and then and continues
 * after `nextTurn`, so that short requests and timers get in between.
 */

/** Longer stretches delay other requests; shorter ones take more turns, each with a cost of its own. */
const TURN_MS = 5

/** When the work of this turn began. */
let began: number | null = null
const waiting: (() => void)[] = []

/** Whether work has taken its share of this turn of the event loop. */
export function isTurnOver(): boolean {
  const now = performance.now()
  began ??= begin()
  return now - began > TURN_MS
}

/** Resolves in a later turn. Of all that wait, one continues in each turn, in the order in which they came. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    if (waiting.push(resolve) === 1) setImmediate(proceed)
  })
}

function begin(): number {
  setImmediate(() => {
    began = null
  })
  return performance.now()
}

function proceed(): void {
  began = begin()
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(proceed)
}
