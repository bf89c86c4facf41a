import type { ServerResponse } from 'node:http'
import type { AnswerKey } from './answer-memory.ts'

/** An equal request that takes longer is not waited for. */
const MOST_WAIT_MS = 5_000

/** An answer that is being computed, for equal requests that wait for it. */
export class Flight {
  readonly version: string
  readonly #began = performance.now()
  /** Absent while no request waits, which is the rule. */
  #waiting: PromiseWithResolvers<boolean> | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(version: string) {
    this.version = version
  }

  /** Whether requests wait, or waited. */
  get isAwaited(): boolean {
    return this.#waiting !== null
  }

  /** Resolves to true if the client left before there was an answer. */
  ended(): Promise<boolean> {
    if (!this.#waiting) {
      this.#waiting = Promise.withResolvers()
      const left = this.#began + MOST_WAIT_MS - performance.now()
      this.#timer = setTimeout(this.#waiting.resolve, left, false)
    }
    return this.#waiting.promise
  }

  end(hasLeft: boolean): void {
    clearTimeout(this.#timer)
    this.#waiting?.resolve(hasLeft)
  }
}

/** Answers that are being computed, the latest of each name. */
export function createFlights() {
  const flights = new Map<string, Flight>()

  function end(name: string, flight: Flight, hasLeft: boolean): void {
    if (flights.get(name) === flight) flights.delete(name)
    flight.end(hasLeft)
  }

  return {
    has: (name: string) => flights.has(name),
    get: (name: string) => flights.get(name),
    /** Begins one, which ends with its response at the latest. */
    begin({ version, name }: AnswerKey, response: ServerResponse): Flight {
      const flight = new Flight(version)
      flights.set(name, flight)
      response.once('close', () => end(name, flight, !response.writableFinished))
      return flight
    },
    end,
  }
}
