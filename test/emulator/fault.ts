import type { Exchange } from './exchange.ts'

export interface FaultOptions {
  /**
   * Where `redirect` leads: an address, or an origin, which then gets the request's own path. By default to the good
   * answer on the same origin.
   */
  readonly to?: string
  /** The value of `Retry-After`, in the faults that have one: default 1. */
  readonly retryAfterSeconds?: number
}

/** One way to misbehave. */
export interface FaultKind {
  /** The requests that it applies to; others get a good answer. */
  readonly spoils: 'everything' | 'frames' | 'masks'
  answer(exchange: Exchange): void
}

export type FaultTable = Readonly<Record<string, FaultKind>>

export const everything = (answer: FaultKind['answer']): FaultKind => ({ spoils: 'everything', answer })
