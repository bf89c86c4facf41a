import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { writeDemoExport } from '../../src/demo/index.ts'
import { openStore } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runCli, serveCli } from './spawn-cli.ts'

suite('token', () => {
  test('creates, lists and revokes tokens of a store', async () => {
    await using temporary = await temporaryFolder()
    const folder = temporary.path
    const store = await openStore(`sqlite:${join(folder, 'slicegraph.db')}`)
    await store.close()
    const run = (...args: string[]) => runCli(['token', ...args], { folder })
    const { code, stdout } = await run(
      'create',
      '--name',
      'alice',
      '--project',
      'p',
      '--project',
      'q',
      '--hide',
      'raw,people',
    )
    assert.equal(code, 0)
    assert.match(stdout, /^sg_[\w-]{43}\n$/)
    const again = await run('create', '--name', 'alice')
    assert.equal(again.code, 2)
    assert.match(again.stderr, /a token of this name exists/)
    const { tokens } = JSON.parse((await run('list', '--json')).stdout)
    const [{ expiresAt, ...alice }] = tokens
    assert.deepEqual(alice, { name: 'alice', role: 'viewer', projects: ['p', 'q'], hides: ['people', 'raw'] })
    assert.match(expiresAt, /^\d{4}-.*Z$/)
    for (const wrong of [
      ['list', '--name', 'a'],
      ['forge'],
      ['create'],
      ['create', '--name', 'b', '--role', 'root'],
      ['create', '--name', 'b', '--project', ''],
      ['revoke', '--name', 'b'],
    ])
      assert.equal((await run(...wrong)).code, 2, wrong.join(' '))
    assert.equal((await run('revoke', '--name', 'alice')).code, 0)
    assert.match((await run('list')).stdout, /no tokens/)
  })

  test('a gateway listens elsewhere with --auth tokens, and every process refuses a token that was revoked', async () => {
    await using temporary = await temporaryFolder()
    const folder = temporary.path
    const args = [
      'serve',
      ...(await writeDemoExport(folder)),
      '--auth',
      'tokens',
      '--host',
      '0.0.0.0',
      '--port',
      '0',
      '--processes',
      '2',
    ]
    await using gateway = await serveCli(args, { folder })
    const { stdout } = await runCli(['token', 'create', '--name', 'a', '--expires', 'never'], { folder })
    const headers = {
      authorization: `Bearer ${stdout.trim()}`,
      connection: 'close',
      'content-type': 'application/json',
    }
    const ask = (sent: Record<string, string>) =>
      fetch(gateway.url, { method: 'POST', headers: sent, body: '{"query":"{__typename}"}' })
    const statuses = async (sent: Record<string, string>) => {
      const answers = await Promise.all([ask(sent), ask(sent), ask(sent), ask(sent)])
      return new Set(answers.map(({ status }) => status))
    }
    assert.deepEqual(await statuses(headers), new Set([200]))
    assert.deepEqual(await statuses({ 'content-type': 'application/json' }), new Set([401]))
    assert.equal((await runCli(['token', 'revoke', '--name', 'a'], { folder })).code, 0)
    assert.deepEqual(await statuses(headers), new Set([401]))
  })

  test('the demo has no tokens, so that it cannot be served with --auth tokens', async () => {
    await using folder = await temporaryFolder()
    const { code, stderr } = await runCli(['serve', '--auth', 'tokens', '--port', '0'], { folder: folder.path })
    assert.equal(code, 2)
    assert.match(stderr, /The demo has no tokens/)
  })
})
