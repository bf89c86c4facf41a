import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { serverAudits } from 'graphql-http'
import type { Figure } from '../bench/figure.ts'
import { runCli, serveCli } from '../cli/spawn-cli.ts'
import { exchange } from '../server/exchange.ts'
import { faultOf, HOSTILE_REQUESTS } from '../server/hostile/requests.ts'
import type { AssureSetting } from './section.ts'

/** The audits of GraphQL over HTTP, and hostile requests, of gateways as the command line starts them. */
export async function assureProtocol({ folder, progress }: AssureSetting): Promise<Figure[]> {
  const anchor = `Apollo Server ${await auditApollo()}`
  const figures: Figure[] = []
  const settings = { 'by default': {}, 'in development': { NODE_ENV: 'development' } }
  for (const [title, env] of Object.entries(settings)) {
    progress(`GraphQL over HTTP ${title}`)
    await using gateway = await serveCli(['demo', '--port', '0', '--quiet'], { folder, env })
    figures.push(auditFigure(title, await audit(gateway.url), anchor), await hostileFigure(title, gateway.url))
  }
  progress('GraphQL over HTTP with tokens')
  await writeFile(join(folder, 'export.ndjson'), '{"data_row":{"id":"row"},"projects":{}}\n')
  await runCli(['ingest', 'export.ndjson', '--quiet'], { folder })
  const token = (await runCli(['token', 'create', '--name', 'audit'], { folder })).stdout.trim()
  await using gateway = await serveCli(['serve', '--port', '0', '--quiet', '--auth', 'tokens'], { folder })
  return [...figures, auditFigure('with tokens', await audit(gateway.url, token), anchor)]
}

/** How many audits pass, and how many there are. */
async function audit(url: string, token?: string) {
  const fetchFn = (address: string, { headers, ...others }: RequestInit = {}) =>
    fetch(address, { ...others, headers: { ...headers, authorization: `Bearer ${token}` } })
  const audits = serverAudits({ url, ...(token !== undefined && { fetchFn }) })
  const results = await Promise.all(audits.map(({ fn }) => fn()))
  return { passed: results.filter(({ status }) => status === 'ok').length, total: audits.length }
}

/** Without settings. */
async function auditApollo(): Promise<string> {
  const server = new ApolloServer({ typeDefs: 'type Query { a: Int }' })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
  const { passed } = await audit(url)
  await server.stop()
  return String(passed)
}

const auditFigure = (title: string, { passed, total }: { passed: number; total: number }, anchor: string): Figure => ({
  name: `audits of GraphQL over HTTP that pass, ${title}`,
  measured: passed,
  unit: '',
  target: total,
  better: 'more',
  anchor,
  note: `of ${total}, by the package graphql-http`,
})

async function hostileFigure(title: string, url: string): Promise<Figure> {
  const faults: string[] = []
  for (const request of HOSTILE_REQUESTS) {
    const fault = faultOf(await exchange(url, request.bytes), request)
    if (fault !== null) faults.push(`${request.title}: ${fault}`)
  }
  return {
    name: `hostile requests without an error in GraphQL's shape and the right status, ${title}`,
    measured: faults.length,
    unit: '',
    target: 0,
    better: 'less',
    anchor: `${HOSTILE_REQUESTS.length} requests`,
    note: faults.slice(0, 3).join('; '),
  }
}
