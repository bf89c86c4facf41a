import assert from 'node:assert/strict'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeDemoExport } from '../../src/demo/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openClients } from './clients.ts'
import { runCli, serveCli } from './spawn-cli.ts'

test('all processes write to one audit log, which verify checks', async () => {
  await using folder = await temporaryFolder()
  const [file = ''] = await writeDemoExport(folder.path)
  const [log, key] = [join(folder.path, 'audit.log'), join(folder.path, 'audit.key')]
  const options = { folder: folder.path, env: { SLICEGRAPH_AUDIT: log, SLICEGRAPH_AUDIT_KEY_FILE: key } }
  assert.equal((await runCli(['ingest', file, '--quiet'], options)).code, 0)
  const refused = await runCli(['serve', '--port', '0'], options)
  assert.equal(refused.code, 2)
  assert.match(refused.stderr, /audit\.key \(SLICEGRAPH_AUDIT_KEY_FILE\) cannot be read/)
  await writeFile(key, 'k'.repeat(64))

  await using gateway = await serveCli(['serve', '--port', '0', '--processes', '2', '--quiet'], options)
  const clients = await openClients(gateway.url, 4)
  for (let i = 0; i < 5; i++)
    for (const client of clients) await client.ask(`query Q${i} { dataRows(first: 1) { nodes { id } } }`)
  for (const client of clients) client.close()
  await gateway.stop('SIGTERM')

  const verify = (...args: string[]) => runCli(['verify', '--audit', log, ...args], options)
  const sound = await verify()
  // One more of each client that connects.
  assert.deepEqual([sound.code, sound.stdout], [0, 'The audit log is sound: 24 operations.\n'])
  const text = await readFile(log, 'utf8')
  await writeFile(log, text.replace('"operation":"Q2"', '"operation":"Q3"'))
  const changed = await verify('--json')
  assert.equal(changed.code, 1)
  assert.match(changed.stdout, /"status":"DAMAGED","line":\d+,"reason":"CHANGED"/)
  await writeFile(log, text.slice(0, text.lastIndexOf('{"n"')))
  const cut = await verify()
  assert.deepEqual([cut.code, /from line 25 on: .* missing/.test(cut.stdout)], [1, true])
  await writeFile(log, text)
  await rename(log, `${log}.1`)
  const again = await serveCli(['serve', '--port', '0', '--quiet'], options)
  await again.stop('SIGTERM')
  assert.match(JSON.stringify(again.log()), /moved away, emptied or deleted/)
  const alone = await verify()
  assert.equal(alone.code, 3)
  assert.match(alone.stdout, /sound: 0 operations.*The store knows another audit log, of 24 lines/s)
  assert.deepEqual([(await verify(`${log}.1`)).code, (await verify(`${log}.1`, '--json')).code], [0, 0])
})
