import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { askUntilClosed } from './clients.ts'
import { serveCli } from './spawn-cli.ts'

const CLIENTS = 4

suite('draining under load', { skip: process.platform === 'win32' }, () => {
  for (const processes of ['1', '2']) {
    test(`SIGTERM loses no request of keep-alive clients, with ${processes} process(es)`, async () => {
      await using folder = await temporaryFolder()
      const env = { SLICEGRAPH_DRAIN: '1s' }
      const args = ['demo', '--port', '0', '--quiet', '--processes', processes]
      await using gateway = await serveCli(args, { folder: folder.path, env })
      const { counts, ended } = await askUntilClosed(gateway.url, CLIENTS)
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
