import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphContext } from '../loaders/index.ts'
import type { ContextSources } from './context.ts'
import type { Drain } from './drain.ts'
import { BUSY, retryLater, sendRequestError } from './http-errors.ts'
import { createLane, type Lane } from './overload-lane.ts'

const PLACE = Symbol('place')
/** Of answers that clients have not read yet. Beyond it, no operation begins. */
const MOST_UNREAD_BYTES = 128_000_000
/** Answers that are not counted: the system takes them from the process at once. */
const LEAST_HELD_BYTES = 64 * 1024

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
  let unreadBytes = 0

  /** True: it may run. False: it is refused. To be asked again for the same request. */
  function enter(request: IncomingMessage & MayHavePlace, response: ServerResponse): boolean | Promise<boolean> {
    if (!request[PLACE]) {
      // One whose client has left would keep its place.
      if (response.destroyed || unreadBytes > MOST_UNREAD_BYTES) return false
      const place = new Place(lanes, () => drain.controllerOf({ raw: request }).signal)
      request[PLACE] = place
      // The client left, or the answer was sent, which may take long and needs no processor.
      response.once('close', () => place.leave())
    }
    return request[PLACE].admitted
  }

  return {
    /** Whether a request that comes now is refused. Costs less than to enter. */
    refuses: () => unreadBytes > MOST_UNREAD_BYTES || (lanes[0] as Lane).refuses(),
    /** Counts an answer until its client has read it. */
    holdAnswer(response: ServerResponse, bytes: number): void {
      if (bytes < LEAST_HELD_BYTES || response.destroyed) return
      unreadBytes += bytes
      response.once('close', () => {
        unreadBytes -= bytes
      })
    },
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

/** Resolves with the promise. Until then the work of the operation keeps no other from running. */
export async function whileAway<Result>({ [PLACE]: place }: Carrier, work: Promise<Result>): Promise<Result> {
  return place ? place.whileAway(work) : work
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
  const { lazy, runs, pulls } = sources
  return {
    ...sources,
    lazy: {
      ...lazy,
      ensureFrames: (...asked) => place.whileAway(lazy.ensureFrames(...asked)),
      masks: (...asked) => place.whileAway(lazy.masks(...asked)),
      draw: mask => place.whileAway(lazy.draw(mask)),
    },
    runs: { start: input => place.whileAway(runs.start(input)), follow: runs.follow },
    pulls: { start: input => place.whileAway(pulls.start(input)), follow: pulls.follow },
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
