import type { Figure } from '../bench/figure.ts'
import { runTests } from './run-tests.ts'
import type { AssureSetting } from './section.ts'

/** The tests of hiding with many more generated queries. */
export async function assureHiding({ quick, progress }: AssureSetting): Promise<Figure[]> {
  const queries = quick ? 1_000 : 10_000
  progress(`${queries} generated queries`)
  const { passed, failed } = await runTests('../hiding/leaks.test.ts', { SLICEGRAPH_TEST_QUERIES: String(queries) })
  return [
    {
      name: `${queries.toLocaleString('en-US')} generated queries with people hidden, tests that find a person`,
      measured: failed,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'over 100 addresses and user ids in one query that hides nothing',
      note: `${passed} tests passed`,
    },
  ]
}
