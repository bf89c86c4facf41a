export type Lane = ReturnType<typeof createLane>

/** Two pages that ask for a hundred things at once, and some more. */
const MOST_WAITING = 240
/** Longest wait in an overload: an answer that comes later than this is of little use, and work on it delays others. */
const WAIT_MS = 100
/** Longest wait otherwise: a burst that finds the gateway idle is worked off, however long each operation takes. */
const PATIENCE_MS = 10_000
/** A queue that was not empty for so long, and still grows, is no burst. */
const STANDING_MS = 2_000
/** An overload ends when for so long nothing was refused or dropped. */
const CALM_MS = 1_000
const CHECKING_MS = 10
const LEAST_WAITING = 16

interface Waiting {
  readonly since: number
  until: number
  readonly settle: (isAdmitted: boolean) => void
}

/**
 * Operations that run, up to a number, and a queue of others. First come, first served, unless there is an overload: then
 * the newest goes first, what has waited for WAIT_MS is dropped, and no more wait than can be served in twice that time.
 */
export function createLane(most: number) {
  const waiting: Waiting[] = []
  let running = 0
  let isScheduled = false
  let isChecking = false
  let emptyAt = 0
  let overloadedUntil = 0
  let startedAt = 0
  /** Average time between two that begin. */
  let interval = 1

  /** Each begins in a turn of the event loop of its own: short ones in a row would hold up everything else. */
  function schedule(): void {
    if (isScheduled || waiting.length === 0 || running >= most) return
    isScheduled = true
    setImmediate(begin)
  }

  function begin(): void {
    isScheduled = false
    if (running >= most) return
    const now = performance.now()
    const next = now < overloadedUntil ? waiting.pop() : waiting.shift()
    if (!next) return
    running++
    interval += (Math.min(now - startedAt, WAIT_MS) - interval) / 8
    startedAt = now
    next.settle(true)
    schedule()
  }

  function dropLate(): void {
    isChecking = false
    const now = performance.now()
    for (const each of waiting.filter(({ until }) => until <= now)) {
      beginOverload(now)
      remove(each)
      each.settle(false)
    }
    check()
  }

  function check(): void {
    if (isChecking || waiting.length === 0) return
    isChecking = true
    setTimeout(dropLate, CHECKING_MS)
  }

  function beginOverload(now: number): void {
    if (now >= overloadedUntil) for (const each of waiting) each.until = Math.min(each.until, each.since + WAIT_MS)
    overloadedUntil = now + CALM_MS
  }

  function remove(each: Waiting): void {
    const index = waiting.indexOf(each)
    if (index >= 0) waiting.splice(index, 1)
  }

  const mostInOverload = () => Math.min(MOST_WAITING, Math.max(LEAST_WAITING, (2 * WAIT_MS) / interval))

  /** Whether one that comes now is refused, which is a sign of an overload. */
  function refuses(now = performance.now()): boolean {
    if (waiting.length < (now < overloadedUntil ? mostInOverload() : MOST_WAITING)) return false
    beginOverload(now)
    return true
  }

  return {
    refuses,
    /**
     * True: it may begin. False: it is refused. A promise: it waits for one of the two, until the signal is
     * aborted.
     */
    enter(leftOf: () => AbortSignal): boolean | Promise<boolean> {
      if (running < most && waiting.length === 0) {
        running++
        return true
      }
      const now = performance.now()
      if (waiting.length === 0) emptyAt = now
      if (now - emptyAt > STANDING_MS) beginOverload(now)
      if (refuses(now)) return false
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const left = leftOf()
      if (left.aborted) return false
      const own = { since: now, until: now + (now < overloadedUntil ? WAIT_MS : PATIENCE_MS), settle }
      const leave = () => {
        remove(own)
        resolve(false)
      }
      function settle(isAdmitted: boolean): void {
        left.removeEventListener('abort', leave)
        resolve(isAdmitted)
      }
      left.addEventListener('abort', leave)
      waiting.push(own)
      check()
      schedule()
      return promise
    },
    leave(): void {
      running--
      schedule()
    },
    /** For one that has begun before. */
    comeBack(): void {
      running++
    },
  }
}
