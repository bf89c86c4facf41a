import type { Figure } from '../bench/figure.ts'
import { runTests } from './run-tests.ts'
import type { AssureSetting } from './section.ts'

/** Values of an export, the key, a token and messages of errors, looked for in logs and answers. */
export async function assureCanaries({ progress }: AssureSetting): Promise<Figure[]> {
  progress('canaries')
  const canaries = await runTests('../safety/canaries.test.ts', {})
  progress('secrets in errors')
  const secrets = await runTests('../safety/secrets.test.ts', {})
  return [
    {
      name: 'tests that find a value of an export, the key or a token in a log of any level',
      measured: canaries.failed,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'over 300 of the values are in answers',
      note: 'over 900 values; LOG_LEVEL=trace; check, ingest, verify, serve',
    },
    {
      name: 'tests that find what an unexpected error says in an answer or a log',
      measured: secrets.failed,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'over 200 errors of 16 kinds are thrown',
      note: 'by every read of the loaders, by resolvers and scalars',
    },
  ]
}
