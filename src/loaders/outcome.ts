/** What became of a request, for those who keep its answer. */
export interface Outcome {
  /** Answered from the version of the data alone, without an error. */
  isWhole: boolean
  /** Read something that changes without a new version: an export task. */
  isOfNow: boolean
}
