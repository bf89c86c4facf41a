import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphContext } from '../loaders/index.ts'
import { retryLater, sendRequestError } from './http-errors.ts'

/** So much cost in so much time. */
export interface Rate {
  readonly cost: number
  readonly milliseconds: number
}

const CHARGED = Symbol('charged')
const REQUEST = Symbol('request')

interface Charged extends IncomingMessage {
  /** Seconds until the request may be repeated; 0: it was charged. */
  [CHARGED]?: number
}

/** The context of an operation that came by HTTP. */
export interface MayHaveRequest extends GraphContext {
  [REQUEST]?: IncomingMessage
}

export type RateLimit = ReturnType<typeof createRateLimit>

/**
 * Limits the cost of what a client asks for: a bucket for each client, which fills evenly. An operation that costs more
 * than a full bucket waits for a full one. What is read and then refused takes a little, too, so that a client whose bucket
 * is empty is refused before anything is read.
 * @param clientOf who asks: a principal, or an address
 */
export function createRateLimit(rate: Rate | null, clientOf: (request: IncomingMessage) => string) {
  const buckets = rate && createBuckets(rate)

  /** Charges a request once, however often it is asked. Seconds until it may be repeated; 0: it was charged. */
  function charge(request: Charged, cost: number): number {
    if (!buckets) return 0
    request[CHARGED] ??= buckets.spend(clientOf(request), cost)
    return request[CHARGED]
  }

  /** Seconds until a request may be read, or is charged already. */
  function secondsUntilRead(request: Charged): number {
    return !buckets || request[CHARGED] === 0 ? 0 : buckets.secondsUntilRead(clientOf(request))
  }

  /**
   * Charges an operation that then waits for its turn. What does not get one costs nothing.
   * @throws GraphQLError RATE_LIMITED, or that of `turn`
   */
  async function begin(request: Charged, cost: number, turn: () => Promise<void>): Promise<void> {
    refuse(charge(request, cost))
    try {
      await turn()
    } catch (error) {
      if (buckets && request[CHARGED] === 0) buckets.take(clientOf(request), -cost)
      delete request[CHARGED]
      throw error
    }
  }

  return {
    /** False: the operation has to be refused. */
    mayAsk: (request: IncomingMessage, cost: number): boolean => charge(request, cost) === 0,
    /** @throws GraphQLError RATE_LIMITED */
    check(request: IncomingMessage, cost: number): void {
      refuse(charge(request, cost))
    },
    secondsUntilRead,
    /** Hook for `preHandler`. */
    admit({ raw }: FastifyRequest, reply: FastifyReply, done: () => void): void {
      const seconds = secondsUntilRead(raw)
      if (seconds === 0) done()
      else sendRequestError(reply.header('retry-after', String(seconds)), 429, tooMuch(seconds))
    },
    /** Charges the client of a request for work that goes on, down to what fills within two of its periods. */
    chargeMore(request: IncomingMessage, cost: number): void {
      buckets?.take(clientOf(request), cost)
    },
    begin,
    /** Notes the request of a context, for the methods below. */
    note(context: MayHaveRequest, request: IncomingMessage): void {
      if (buckets) context[REQUEST] = request
    },
    /** The same as `begin`. */
    beginContext({ [REQUEST]: request }: MayHaveRequest, cost: number, turn: () => Promise<void>): Promise<void> {
      return request ? begin(request, cost, turn) : turn()
    },
    /** Charges a document that was read and refused. */
    chargeContext({ [REQUEST]: request }: MayHaveRequest, characters: number): void {
      if (request) buckets?.take(clientOf(request), readingCost(characters))
    },

    /**
     * For clients whose operations come otherwise.
     * @throws GraphQLError RATE_LIMITED
     */
    checkClient(client: string, cost: number): void {
      refuse(buckets?.spend(client, cost) ?? 0)
    },
    /** @throws GraphQLError RATE_LIMITED if the client may not send anything to be read. */
    checkReading(client: string): void {
      refuse(buckets?.secondsUntilRead(client) ?? 0)
    },
    chargeReading(client: string, characters: number): void {
      buckets?.take(client, readingCost(characters))
    },
  }
}

/** Measured: a document of a usual size is read in 0.2 ms, and 2,000 characters more take 1 ms. */
const READING = 20
const readingCost = (characters: number) => READING + characters / 20
/** A bucket with less is empty. No operation costs less. */
const LEAST = 1
/** Clients that are remembered. One that asks for little needs no bucket for long. */
const MOST_CLIENTS = 10_000

/** For each client, where it is known, what it may still ask for. */
function createBuckets(rate: Rate) {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  const perMs = rate.cost / rate.milliseconds

  function leftOf(client: string, now: number): number {
    const bucket = buckets.get(client)
    return bucket ? Math.min(rate.cost, bucket.left + (now - bucket.at) * perMs) : rate.cost
  }

  function set(client: string, left: number, at: number): void {
    // The oldest is the one that asked the longest ago.
    buckets.delete(client)
    buckets.set(client, { left, at })
    const [oldest] = buckets.keys()
    if (buckets.size > MOST_CLIENTS && oldest !== undefined) buckets.delete(oldest)
  }

  const secondsUntil = (needed: number, left: number) => Math.ceil((needed - left) / perMs / 1000)

  return {
    /** Seconds until the client may ask for this; 0: it may, and is charged. */
    spend(client: string, cost: number): number {
      const now = performance.now()
      const left = leftOf(client, now)
      const needed = Math.min(cost, rate.cost)
      const isEnough = left >= needed
      set(client, isEnough ? left - cost : Math.max(Math.min(left, 0), left - READING), now)
      return isEnough ? 0 : secondsUntil(needed, left)
    },
    /** Charges a client whatever it has left, down to what fills within two periods; less than 0 gives back. */
    take(client: string, cost: number): void {
      const now = performance.now()
      set(client, Math.max(-rate.cost, Math.min(rate.cost, leftOf(client, now) - cost)), now)
    },
    secondsUntilRead(client: string): number {
      const left = leftOf(client, performance.now())
      return left >= LEAST ? 0 : Math.max(1, secondsUntil(LEAST, left))
    },
  }
}

function refuse(seconds: number): void {
  if (seconds > 0) throw retryLater('RATE_LIMITED', tooMuch(seconds), seconds)
}

export const tooMuch = (seconds: number) =>
  `This client asks for more than SLICEGRAPH_RATE_LIMIT allows. Retry in ${seconds} s, or ask for smaller pages.`
