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
