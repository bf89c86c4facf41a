/**
 * Retries that an origin has earned: a tenth of one by each success, up to the reserve it starts with. In an outage
 * nothing is earned, so that however many calls there are, they cost no more than the reserve on top.
 */
export interface RetryBudget {
  earn(): void
  /** Takes one retry; false when there is none left. */
  spend(): boolean
  /** So far. */
  spent(): number
}

/** Of one retry, in the units counted here: whole numbers, since ten tenths do not make a one in floating point. */
const TENTHS = 10

export function createRetryBudget(reserve: number): RetryBudget {
  const most = reserve * TENTHS
  let left = most
  let spent = 0
  return {
    earn() {
      left = Math.min(most, left + 1)
    },
    spend() {
      if (left < TENTHS) return false
      left -= TENTHS
      spent += 1
      return true
    },
    spent: () => spent,
  }
}
