import { openDemo } from './demo-data.ts'
import { requireSafeAddress, runGateway } from './gateway.ts'
import type { Invocation } from './invocation.ts'

/** Serves the bundled demo export. */
export async function demo(invocation: Invocation): Promise<number> {
  requireSafeAddress(invocation)
  return runGateway(await openDemo(), invocation)
}
