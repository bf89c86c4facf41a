import type { Figure } from '../bench/figure.ts'
import { runTests } from './run-tests.ts'
import type { AssureSetting } from './section.ts'

/** The tests of scope with many more generated queries. */
export async function assureScope({ quick, progress }: AssureSetting): Promise<Figure[]> {
  const queries = quick ? 1_000 : 10_000
  progress(`${queries} generated queries`)
  const { passed, failed } = await runTests('../properties/scope-graph.test.ts', {
    SLICEGRAPH_TEST_QUERIES: String(queries),
  })
  return [
    {
      name: `${queries.toLocaleString('en-US')} generated queries of one project, tests that find values of another`,
      measured: failed,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'over 50 such values in one query without a scope',
      note: `${passed} tests passed; ids of another project answer as unknown ids`,
    },
  ]
}
