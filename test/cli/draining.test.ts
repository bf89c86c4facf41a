import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { openClients } from './clients.ts'
import { type ServingCli, serveCli } from './spawn-cli.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CLIENTS = 4

/** Asks over connections that stay open until the gateway closes them. A new connection that fails ends a client. */
async function askUntilClosed(gateway: ServingCli) {
  const clients = await openClients(gateway.url, CLIENTS)
  const counts = { answered: 0, lost: 0 }
  const asked = clients.map(async client => {
    for (;;) {
      const failure = await client.ask('{ dataRows { totalCount } }').then(
        () => null,
        (error: { reused?: boolean }) => error,
      )
      if (failure?.reused === false) break
      counts[failure === null ? 'answered' : 'lost'] += 1
    }
    client.close()
  })
  return { counts, ended: Promise.all(asked) }
}

suite('draining under load', { skip: process.platform === 'win32' }, () => {
  for (const processes of ['1', '2']) {
    test(`SIGTERM loses no request of keep-alive clients, with ${processes} process(es)`, async () => {
      await using folder = await temporaryFolder()
      const env = { SLICEGRAPH_DRAIN: '1s' }
      const args = ['demo', '--port', '0', '--quiet', '--processes', processes]
      await using gateway = await serveCli(args, { folder: folder.path, env })
      const { counts, ended } = await askUntilClosed(gateway)
      const { code } = await gateway.stop('SIGTERM')
      await ended
      assert.equal(code, 143)
      assert.ok(counts.answered > CLIENTS)
      assert.equal(counts.lost, 0)
    })
  }

  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    test(`${signal} skips the grace period`, async () => {
      await using folder = await temporaryFolder()
      const env = { SLICEGRAPH_DRAIN: '24d' }
      await using gateway = await serveCli(['demo', '--port', '0', '--quiet'], { folder: folder.path, env })
      const { code } = await gateway.stop(signal)
      assert.equal(code, signal === 'SIGINT' ? 130 : 129)
    })
  }
})
