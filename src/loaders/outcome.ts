/** Result of a request: whether its answer may be kept. */
export interface Outcome {
  /** Answered from the version of the data alone, without an error. */
  isWhole: boolean
  /** Read something that changes without a new version: an export task, or a time until now. */
  isOfNow: boolean
  /** Milliseconds since 1970, from which on the same request is answered otherwise. Null: with another version alone. */
  until: number | null
}
