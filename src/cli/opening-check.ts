import { describeFault } from '../errors.ts'
import type { Finding, Store } from '../store/index.ts'

interface Log {
  error(fields: object, text: string): void
}

/** Checks the store that a gateway serves, and says in the log what is damaged. */
export function createOpeningCheck({ opening, damage }: Pick<Store, 'opening' | 'damage'>, logger: Log) {
  if (damage) logger.error({ fault: describeFault(damage) }, `${DAMAGED} ${ADVICE}`)

  async function check(): Promise<readonly Finding[]> {
    const findings = (await opening.run()).filter(({ kind }) => kind !== 'MISSING_INDEX')
    if (findings.length > 0) logger.error({ findings }, `${DAMAGED} Reads of it are STORE_CORRUPT. ${ADVICE}`)
    return findings
  }

  return {
    /** Before the gateway is ready, where reads wait for it. */
    async before(): Promise<void> {
      if (opening.isAwaited) await check()
    },
    /** While the gateway serves, otherwise. */
    async beside(signal: AbortSignal, onDamage: (findings: readonly Finding[]) => void): Promise<void> {
      if (opening.findings) return
      try {
        const findings = await check()
        if (findings.length > 0) onDamage(findings)
      } catch (error) {
        if (!signal.aborted) logger.error({ fault: describeFault(error) }, 'the store could not be checked for damage')
      }
    },
  }
}

const DAMAGED = 'the store is damaged.'
const ADVICE = 'Run slicegraph verify to see what is damaged and what to do.'
