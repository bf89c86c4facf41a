import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { pictureOf } from '../lazy/drawn.ts'
import { ownUrl, v2Row } from '../lazy/exports.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openAccount, projectsOf } from '../sync/account.ts'
import { serveHttp } from '../upstream/servers.ts'
import { type Client, openClients } from './clients.ts'
import { openPullScene } from './pull-scene.ts'
import { runCli, type ServingCli, serveCli } from './spawn-cli.ts'

const ROW = '{"data_row":{"id":"row1"},"media_attributes":{},"projects":{}}\n'
const OTHER = '{"data_row":{"id":"row2"},"media_attributes":{},"projects":{}}\n'
const COUNT = '{ dataRows { totalCount } }'
const FOUR = 4

const serve = (...args: string[]) => ['serve', '--port', '0', '--quiet', '--processes', '2', ...args]

const countOf = async (client: Client) =>
  (await client.ask<{ dataRows: { totalCount: number } }>(COUNT)).dataRows.totalCount

/** The processes that have begun to listen, oldest first. */
const readersOf = (gateway: ServingCli) =>
  gateway.log().flatMap(({ pid, msg }) => (`${msg}`.startsWith('Server listening') ? Number(pid) : []))

async function until<T>(condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const met = await condition()
    if (met) return met
    await pause(20)
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A gateway of two processes whose label has masks at a server that answers when it is told to. */
async function openHeld(maskCount = 1, drain = '0') {
  await using opening = new AsyncDisposableStack()
  const arrivals = new EventEmitter()
  const held: (() => void)[] = []
  const server = opening.use(
    await serveHttp((_request, response) => {
      held.push(() => response.writeHead(200, { 'content-type': 'image/png' }).end(pictureOf(3)))
      arrivals.emit('request')
    }),
  )
  const folder = opening.use(await temporaryFolder())
  const origin = `http://127.0.0.1:${server.port}`
  const masks = Array.from({ length: maskCount }, (_, i) => ({
    frame: i,
    featureId: `f${i}`,
    url: ownUrl(origin, `f${i}`, i),
  }))
  await writeFile(join(folder.path, 'a.ndjson'), `${JSON.stringify(v2Row({ id: 'label1', masks }))}\n`)
  const env = { LABELBOX_API_KEY: 'lb-key', SLICEGRAPH_UPSTREAM_ORIGINS: origin, SLICEGRAPH_DRAIN: drain }
  const gateway = opening.use(await serveCli(serve('a.ndjson'), { folder: folder.path, env }))
  const opened = opening.move()
  return {
    gateway,
    folder: folder.path,
    requests: server.requests,
    async arrived() {
      while (held.length < maskCount) await once(arrivals, 'request')
    },
    release() {
      for (const answer of held.splice(0)) answer()
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const MASK = '{ annotations { nodes { ... on MaskAnnotation { mask { area } } } } }'
const MASK_ANSWER = { annotations: { nodes: [{ mask: { area: 3 } }] } }

suite('serving with several processes', { skip: process.platform === 'win32' }, () => {
  test('requests are spread over the processes; those of a killed one fail alone, and another one takes its place', async () => {
    await using held = await openHeld()
    const { gateway } = held
    const clients = await openClients(gateway.url, FOUR)
    const [first = 0, second = 0] = readersOf(gateway)
    assert.ok(first !== second && ![first, second].includes(gateway.pid))
    const answers = clients.map(client => client.ask(MASK).catch(() => 'cut'))
    await held.arrived()
    process.kill(first, 'SIGKILL')
    // The clients of the killed process see it at once, the others wait for the mask.
    await Promise.race(answers)
    held.release()
    const outcomes = await Promise.all(answers)
    assert.equal(outcomes.filter(outcome => outcome === 'cut').length, 2)
    assert.deepEqual(
      outcomes.filter(outcome => outcome !== 'cut'),
      [MASK_ANSWER, MASK_ANSWER],
    )
    assert.equal(held.requests.length, 1)

    const third = await until(() => readersOf(gateway)[2])
    assert.ok(third !== first && third !== second)
    const more = await openClients(gateway.url, FOUR)
    process.kill(second, 'SIGKILL')
    const left = await Promise.allSettled(more.map(countOf))
    assert.ok(left.some(({ status }) => status === 'fulfilled'))
    await until(() => readersOf(gateway)[3])
    const replaced = gateway.log().filter(({ msg }) => `${msg}`.includes('will be replaced'))
    assert.deepEqual(
      replaced.map(({ pid, exit }) => [pid, exit]),
      [
        [first, 'SIGKILL'],
        [second, 'SIGKILL'],
      ],
    )
    for (const client of [...clients, ...more]) client.close()
    const { code, stdout } = await gateway.stop('SIGTERM')
    assert.deepEqual([code, stdout], [143, `${gateway.line}\n`])
  })

  test('all processes at one address come back there; the wait grows with each early end', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await using gateway = await serveCli(serve('a.ndjson'), { folder: folder.path })
    for (let round = 0; round < 2; round++) {
      for (const pid of readersOf(gateway).slice(-2)) process.kill(pid, 'SIGKILL')
      await until(() => readersOf(gateway).length === 4 + 2 * round)
    }
    const clients = await openClients(gateway.url, FOUR)
    assert.deepEqual(await Promise.all(clients.map(countOf)), [1, 1, 1, 1])
    for (const client of clients) client.close()
    const waits = gateway.log().flatMap(({ nextTryMs }) => nextTryMs ?? [])
    assert.deepEqual(waits, [100, 100, 200, 200])
    await gateway.stop('SIGTERM')
  })

  test('frames and masks are fetched once, whichever processes are asked for them', async () => {
    await using scene = await openPullScene()
    const env = { ...scene.env, SLICEGRAPH_MAX_COST: '1000000000' }
    await using gateway = await serveCli(serve(), { folder: scene.folder, env })
    const clients = await openClients(gateway.url, FOUR)
    scene.emulator.clearRequests()
    scene.emulator.setDelay(50)
    const askAll = async <Data>(query: string) => {
      const [answer, ...others] = await Promise.all(clients.map(client => client.ask<Data>(query)))
      for (const other of others) assert.deepEqual(other, answer)
      return answer as Data
    }
    await askAll('{ labels(first: 100) { nodes { groups { frames(first: 100) { nodes { annotations { id } } } } } } }')
    const { annotations } = await askAll<{ annotations: { nodes: { mask?: { url: string } }[] } }>(
      '{ annotations(first: 200) { nodes { ... on MaskAnnotation { mask { area url rle { counts } } } } } }',
    )
    const { counts } = scene.emulator
    assert.ok(counts.size > 10)
    assert.deepEqual(
      [...counts].filter(([, count]) => count !== 1),
      [],
    )
    const [mask] = annotations.nodes.flatMap(node => node.mask ?? [])
    const image = await fetch(new URL(mask?.url ?? '', gateway.url))
    assert.deepEqual([image.status, image.headers.get('content-type')], [200, 'image/png'])
    await image.bytes()
    for (const client of clients) client.close()
    await gateway.stop('SIGTERM')
  })

  test('errors of fetching cross with their code and message', async () => {
    await using scene = await openPullScene()
    const query = '{ annotations(first: 50) { nodes { id ... on MaskAnnotation { mask { area } } } } }'
    const ask = async (processes: string) => {
      const args = ['serve', '--port', '0', '--quiet', '--processes', processes]
      await using gateway = await serveCli(args, {
        folder: scene.folder,
        env: { ...scene.env, LABELBOX_API_KEY: 'wrong' },
      })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
      await gateway.stop('SIGTERM')
      return errors
    }
    const errors = await ask('2')
    assert.ok(errors.some(({ extensions }) => extensions.code === 'UPSTREAM_FORBIDDEN'))
    assert.deepEqual(errors, await ask('1'))
  })

  test('an export is started and followed through any process, and all answer from what it loads', async () => {
    await using account = await openAccount({ dataRows: 6, settings: { polls: 3 } })
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await using gateway = await serveCli(serve('a.ndjson'), { folder: folder.path, env: account.env })
    const clients = await openClients(gateway.url, FOUR)
    const [project = ''] = projectsOf(account.rows)
    const start = `mutation { startExport(input: { scope: { projectId: "${project}" } }) { task { id status } } }`
    const started = await Promise.all(
      clients.map(client => client.ask<{ startExport: { task: { id: string } } }>(start)),
    )
    const [id = '', ...more] = new Set(started.map(({ startExport }) => startExport.task.id))
    assert.deepEqual(more, [])
    const sockets = createClient({ url: gateway.url.replace('http:', 'ws:'), retryAttempts: 0 })
    const query = 'subscription ($id: ID!) { exportTask(id: $id) { status progress dataRowCount } }'
    const told: { status: string; progress: number }[] = []
    for await (const { data } of sockets.iterate<{ exportTask: { status: string; progress: number } }>({
      query,
      variables: { id },
    })) {
      if (data) told.push(data.exportTask)
    }
    await sockets.dispose()
    assert.equal(told.at(-1)?.status, 'COMPLETE')
    assert.ok(told.length > 1)
    const counts = await Promise.all(clients.map(countOf))
    assert.ok((counts[0] ?? 0) > 1)
    assert.equal(new Set(counts).size, 1)
    for (const client of clients) client.close()
    await gateway.stop('SIGTERM')
  })

  test('a load by another process is seen by all', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await writeFile(join(folder.path, 'b.ndjson'), OTHER)
    await using gateway = await serveCli(serve('a.ndjson'), { folder: folder.path })
    const clients = await openClients(gateway.url, FOUR)
    assert.deepEqual(await Promise.all(clients.map(countOf)), [1, 1, 1, 1])
    await runCli(['ingest', 'b.ndjson'], { folder: folder.path })
    assert.deepEqual(await Promise.all(clients.map(countOf)), [2, 2, 2, 2])
    for (const client of clients) client.close()
    await gateway.stop('SIGTERM')
  })

  test('SIGTERM lets requests finish, and only the file of the store stays', async () => {
    await using held = await openHeld(FOUR, '1s')
    const clients = await openClients(held.gateway.url, FOUR)
    const answers = clients.map((client, i) =>
      client.ask(`{ node(id: "annotation:label1:Axial:${i}:f${i}") { ... on MaskAnnotation { mask { area } } } }`),
    )
    await held.arrived()
    const stopped = held.gateway.stop('SIGTERM')
    const health = held.gateway.url.replace('/graphql', '/readyz')
    await until(async () => (await fetch(health, { headers: { connection: 'close' } })).status === 503)
    held.release()
    assert.deepEqual(await Promise.all(answers), Array(FOUR).fill({ node: { mask: { area: 3 } } }))
    for (const client of clients) client.close()
    const { code, stderr } = await stopped
    assert.equal(code, 143)
    assert.doesNotMatch(stderr, /replaced|unexpected/)
    const names = (await readdir(held.folder)).filter(name => !name.endsWith('-media'))
    assert.deepEqual(names.sort(), ['a.ndjson', 'slicegraph.db', 'slicegraph.db-checked'])
  })

  test('all processes end with the one that started them, and say why', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await using gateway = await serveCli(serve('a.ndjson'), { folder: folder.path })
    const readers = await until(() => (readersOf(gateway).length === 2 ? readersOf(gateway) : null))
    await gateway.stop('SIGKILL')
    await until(() => !readers.some(isRunning))
    await until(() => gateway.log().filter(({ msg }) => `${msg}`.startsWith('the writer process ended')).length === 2)
  })

  test('a process that cannot start ends the gateway with its sentence', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await using gateway = await serveCli(serve('a.ndjson'), { folder: folder.path })
    const { port } = new URL(gateway.url)
    const { code, stdout, stderr } = await runCli(['serve', '--port', port, '--processes', '2', '--quiet'], {
      folder: folder.path,
    })
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, new RegExp(`^slicegraph: Port ${port} on 127\\.0\\.0\\.1 is in use: .*--port`, 'm'))
    await gateway.stop('SIGTERM')
  })
})
