import { openDemo } from './demo-data.ts'
import { requireSafeAddress, runGateway } from './gateway.ts'
import type { Invocation } from './invocation.ts'

/** Serves the bundled demo export, whatever the store holds. */
export async function demo(invocation: Invocation): Promise<number> {
  requireSafeAddress(invocation)
  return runGateway(await openDemo(), invocation)
}
