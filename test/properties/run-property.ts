import * as fc from 'fast-check'

/** Every case loads a store, so shrinking takes its time: it stops at the smallest counterexample of two minutes. */
export async function runProperty<T>(property: fc.IAsyncPropertyWithHooks<T>, numRuns: number): Promise<void> {
  await fc.assert(property, { numRuns, interruptAfterTimeLimit: 120_000, markInterruptAsFailure: true })
}
