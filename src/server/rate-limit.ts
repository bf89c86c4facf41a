import type { IncomingMessage } from 'node:http'
import type { GraphContext } from '../loaders/index.ts'
import { retryLater } from './http-errors.ts'

/** So much cost in so much time. */
export interface Rate {
  readonly cost: number
  readonly milliseconds: number
}

/** For each client, where it is known, what it may still ask for. */
interface Bucket {
  left: number
  at: number
}

/** Clients that are remembered. One that asks for little needs no bucket for long. */
const MOST_CLIENTS = 10_000
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
 * than a full bucket waits for a full one.
 * @param clientOf who asks: a principal, or an address
 */
export function createRateLimit(rate: Rate | null, clientOf: (request: IncomingMessage) => string) {
  const buckets = new Map<string, Bucket>()

  /** Seconds until the client may ask for this; 0: it may, and is charged. */
  function spend(client: string, cost: number): number {
    if (!rate) return 0
    const now = performance.now()
    const perMs = rate.cost / rate.milliseconds
    const before = buckets.get(client)
    const left = before ? Math.min(rate.cost, before.left + (now - before.at) * perMs) : rate.cost
    const needed = Math.min(cost, rate.cost)
    const isEnough = left >= needed
    // The oldest is the one that asked the longest ago.
    buckets.delete(client)
    buckets.set(client, { left: isEnough ? left - cost : left, at: now })
    const [oldest] = buckets.keys()
    if (buckets.size > MOST_CLIENTS && oldest !== undefined) buckets.delete(oldest)
    return isEnough ? 0 : Math.ceil((needed - left) / perMs / 1000)
  }

  /** Charges a request once, however often it is asked. */
  function charge(request: Charged, cost: number): number {
    if (!rate) return 0
    request[CHARGED] ??= spend(clientOf(request), cost)
    return request[CHARGED]
  }

  return {
    /** False: the operation has to be refused. */
    mayAsk: (request: IncomingMessage, cost: number): boolean => charge(request, cost) === 0,
    /** @throws GraphQLError RATE_LIMITED */
    check(request: IncomingMessage, cost: number): void {
      refuse(charge(request, cost))
    },
    /** Charges the client of a request for work that goes on, down to what fills within two of its periods. */
    chargeMore(request: IncomingMessage, cost: number): void {
      const bucket = rate && buckets.get(clientOf(request))
      if (bucket) buckets.set(clientOf(request), { ...bucket, left: Math.max(bucket.left - cost, -rate.cost) })
    },
    /** The same for a client whose operations come otherwise. */
    checkClient(client: string, cost: number): void {
      refuse(spend(client, cost))
    },
    /** Notes the request of a context, for `checkContext`. */
    note(context: MayHaveRequest, request: IncomingMessage): void {
      if (rate) context[REQUEST] = request
    },
    checkContext({ [REQUEST]: request }: MayHaveRequest, cost: number): void {
      if (request) refuse(charge(request, cost))
    },
  }
}

function refuse(seconds: number): void {
  if (seconds === 0) return
  const message = `This client asks for more than SLICEGRAPH_RATE_LIMIT allows. Retry in ${seconds} s, or ask for smaller pages.`
  throw retryLater('RATE_LIMITED', message, seconds)
}
