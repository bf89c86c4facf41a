import { join } from 'node:path'
import type { Figure } from '../bench/figure.ts'
import { serveCli } from '../cli/spawn-cli.ts'
import { FOREIGN_HOSTS, waysIn } from '../server/auth/foreign-hosts.ts'
import type { AssureSetting } from './section.ts'

/** Beginnings of answers of GraphQL, of other routes and of WebSockets to requests that the gateway lets in. */
const LET_IN = /^HTTP\/1\.1 (200|101|404)/

/** Pages that point a name of theirs at this machine, and other foreign names, by HTTP and WebSocket. */
export async function assureHostCheck({ folder, progress }: AssureSetting): Promise<Figure[]> {
  progress(`${FOREIGN_HOSTS.length} host names`)
  const checked = await namesLetIn(folder, {})
  const unchecked = await namesLetIn(folder, { SLICEGRAPH_ALLOWED_HOSTS: '*' })
  return [
    {
      name: `of ${FOREIGN_HOSTS.length} foreign host names, those that are let in`,
      measured: checked.length,
      unit: '',
      target: 0,
      better: 'less',
      anchor: `${unchecked.length} with SLICEGRAPH_ALLOWED_HOSTS=*`,
      note: `HTTP and WebSocket ${checked.join(' ')}`.trim(),
    },
  ]
}

async function namesLetIn(folder: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  const store = `sqlite:${join(folder, 'demo.db')}`
  await using gateway = await serveCli(['demo', '--port', '0', '--quiet'], {
    folder,
    env: { ...env, SLICEGRAPH_STORE: store },
  })
  const names: string[] = []
  for (const host of FOREIGN_HOSTS) {
    const answers = await Promise.all(waysIn(gateway.url, `host: ${host}\r\n`))
    if (answers.some(answer => LET_IN.test(answer))) names.push(host)
  }
  return names
}
