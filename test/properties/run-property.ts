import * as fc from 'fast-check'

/**
 * Every case loads a store, so shrinking takes its time: it stops at the smallest counterexample of ten minutes. All runs
 * take less than two, and on a busy machine five times that.
 */
export async function runProperty<T>(property: fc.IAsyncPropertyWithHooks<T>, numRuns: number): Promise<void> {
  await fc.assert(property, { numRuns, interruptAfterTimeLimit: 600_000, markInterruptAsFailure: true })
}
