import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphContext } from '../loaders/index.ts'
import type { ContextSources } from './context.ts'
import type { Drain } from './drain.ts'
import { BUSY, retryLater, sendRequestError } from './http-errors.ts'

const PLACE = Symbol('place')

/** A request, or the context of its operation. Without a place, it waits for nothing. */
export interface MayHavePlace {
  [PLACE]?: Place
}

/**
 * Limits how many operations run at once. Others wait for their turn; beyond what can be served soon they are refused, so
 * that those that run end in time however many are asked for.
 */
export function createOverloadGuard(drain: Pick<Drain, 'controllerOf'>) {
  const lanes = LANES.map(({ most }) => createLane(most))

  /** True: it may run. False: it is refused. To be asked again for the same request. */
  function enter(request: IncomingMessage & MayHavePlace, response: ServerResponse): boolean | Promise<boolean> {
    if (!request[PLACE]) {
      const place = new Place(lanes, () => drain.controllerOf({ raw: request }).signal)
      request[PLACE] = place
      // The client left, or the answer was sent, which may take long and needs no processor.
      response.once('close', () => place.leave())
    }
    return request[PLACE].admitted
  }

  return {
    enter,
    /** Hook for `preHandler`: the body has arrived, so that slow senders take no place. */
    admit({ raw }: FastifyRequest, reply: FastifyReply, done: () => void): void {
      const decide = (isAdmitted: boolean) => {
        if (isAdmitted) done()
        else sendRequestError(reply, 503, BUSY)
      }
      const admitted = enter(raw, reply.raw)
      if (typeof admitted === 'boolean') decide(admitted)
      else void admitted.then(decide)
    },
  }
}

type Carrier = (IncomingMessage | GraphContext) & MayHavePlace

/** Gives the context of an operation the place of its request. */
export function takePlace(context: Carrier, { [PLACE]: place }: Carrier): void {
  if (place) context[PLACE] = place
}

/** Ends the work of an operation on the processor. */
export function leavePlace({ [PLACE]: place }: Carrier): void {
  place?.leave()
}

/**
 * Puts an operation into the lane of its cost once that is known.
 * @throws GraphQLError OVERLOADED
 */
export async function weigh({ [PLACE]: place }: Carrier, cost: number): Promise<void> {
  await place?.weigh(cost)
}

/** The same sources. While an operation waits for Labelbox, or for a thread, it keeps no other from running. */
export function givingWay(sources: ContextSources, { [PLACE]: place }: Carrier): ContextSources {
  if (!place) return sources
  const { store, lazy, runs, publicUrl, signedUrls } = sources
  return {
    store,
    publicUrl,
    signedUrls,
    lazy: {
      ...lazy,
      ensureFrames: (...asked) => place.whileAway(lazy.ensureFrames(...asked)),
      masks: (...asked) => place.whileAway(lazy.masks(...asked)),
      draw: mask => place.whileAway(lazy.draw(mask)),
    },
    runs: { start: input => place.whileAway(runs.start(input)), follow: runs.follow },
  }
}

/**
 * Lanes by cost, so that short operations do not wait behind long ones: up to 100 ms of processor time, up to a second, and
 * the rest. All operations of a lane that run at once share the processor, so more of them would each take longer.
 */
const LANES = [
  { upTo: 10_000, most: 8 },
  { upTo: 100_000, most: 4 },
  { upTo: Number.POSITIVE_INFINITY, most: 4 },
] as const
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
function createLane(most: number) {
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

  return {
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
      const isOverloaded = now < overloadedUntil
      if (waiting.length >= (isOverloaded ? mostInOverload() : MOST_WAITING)) {
        beginOverload(now)
        return false
      }
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const left = leftOf()
      const own = { since: now, until: now + (isOverloaded ? WAIT_MS : PATIENCE_MS), settle }
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

type Lane = ReturnType<typeof createLane>

/** The place of one request: in a lane while its operation is worked on. */
class Place {
  readonly #lanes: readonly Lane[]
  readonly #left: () => AbortSignal
  #lane: Lane | null = null
  #weighed: Promise<void> | null = null
  #away = 0
  #hasLeft = false
  readonly admitted: boolean | Promise<boolean>

  constructor(lanes: readonly Lane[], left: () => AbortSignal) {
    this.#lanes = lanes
    this.#left = left
    this.admitted = this.#enter(lanes[0] as Lane)
  }

  #enter(lane: Lane): boolean | Promise<boolean> {
    const admitted = lane.enter(this.#left)
    if (admitted === true) return this.#begin(lane)
    return admitted === false ? false : admitted.then(isAdmitted => isAdmitted && this.#begin(lane))
  }

  #begin(lane: Lane): boolean {
    if (this.#hasLeft) lane.leave()
    else this.#lane = lane
    return !this.#hasLeft
  }

  weigh(cost: number): Promise<void> {
    this.#weighed ??= this.#change(this.#lanes[LANES.findIndex(({ upTo }) => cost < upTo)] as Lane)
    return this.#weighed
  }

  async #change(lane: Lane): Promise<void> {
    if (lane === this.#lane || this.#hasLeft) return
    this.#lane?.leave()
    this.#lane = null
    if (!(await this.#enter(lane))) throw retryLater('OVERLOADED', BUSY)
  }

  leave(): void {
    this.#hasLeft = true
    if (this.#away === 0) this.#lane?.leave()
    this.#lane = null
  }

  async whileAway<Result>(work: Promise<Result>): Promise<Result> {
    if (this.#away++ === 0) this.#lane?.leave()
    try {
      return await work
    } finally {
      if (--this.#away === 0) this.#lane?.comeBack()
    }
  }
}
