import type { Figure } from '../bench/figure.ts'
import { runTests } from './run-tests.ts'
import type { AssureSetting } from './section.ts'

/** Changes of an audit log by someone without key and store. */
export async function assureAudit({ progress }: AssureSetting): Promise<Figure[]> {
  progress('500 tamperings')
  const { failed } = await runTests('../audit/verify-audit.test.ts', {})
  return [
    {
      name: '500 tamperings of an audit log, tests that find one unnoticed',
      measured: failed,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'the log as it was written is sound',
      note: '13 kinds: bits, values, lines, the tail, all later hashes',
    },
  ]
}
