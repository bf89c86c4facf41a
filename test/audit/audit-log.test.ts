import assert from 'node:assert/strict'
import { appendFile, chmod, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { verifyAudit } from '../../src/audit/index.ts'
import { UsageError } from '../../src/errors.ts'
import { openStore } from '../../src/store/index.ts'
import { entry, openPlace } from './write-log.ts'

type Place = Awaited<ReturnType<typeof openPlace>>

const verified = ({ file, keyFile, store }: Place) => verifyAudit({ file, keyFile, heads: store.audits })
const linesOf = async ({ file }: Place) =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))

suite('an audit log', () => {
  test('has a line for each entry, and goes on after a restart', async () => {
    await using place = await openPlace()
    for (const names of [['A', 'B'], ['C']]) {
      const log = await place.open()
      for (const name of names) log.record(entry(name))
      await log.close()
    }
    const lines = await linesOf(place)
    assert.deepEqual(
      lines.slice(1).map(({ n, operation }) => [n, operation]),
      [
        [1, 'A'],
        [2, 'B'],
        [3, 'C'],
      ],
    )
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 3 })
  })

  test('is one chain of what several processes write', async () => {
    await using place = await openPlace()
    const other = await openStore(place.store.url)
    const logs = await Promise.all([place.open(), place.open(other)])
    for (let i = 0; i < 300; i++) logs[i % 2]?.record(entry(`O${i}`))
    await Promise.all(logs.map(log => log.close()))
    await other.close()
    assert.equal(new Set((await linesOf(place)).map(({ operation }) => operation)).size, 301)
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 300 })
  })

  test('drops the lines of a process that was killed before the store knew of them', async () => {
    await using place = await openPlace()
    const log = await place.open()
    log.record(entry('A'))
    await log.close()
    await appendFile(place.file, '{"n":2,"time":"half a li')
    const again = await place.open()
    again.record(entry('B'))
    await again.close()
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 2 })
    assert.deepEqual(place.logged, [])
  })

  test('that was cut stays damaged, and the gateway says so', async () => {
    await using place = await openPlace()
    const log = await place.open()
    for (const name of ['A', 'B']) log.record(entry(name))
    await log.close()
    await truncate(place.file, (await readFile(place.file)).indexOf('{"n":2'))
    const again = await place.open()
    again.record(entry('C'))
    await again.close()
    assert.deepEqual(await verified(place), { status: 'DAMAGED', line: 3, reason: 'CHANGED' })
    assert.deepEqual(place.logged, ['the audit log was cut: run slicegraph verify --audit'])
  })

  test('begins anew where the file was moved away, and both can be verified', async () => {
    await using place = await openPlace()
    for (const name of ['A', 'B']) {
      const log = await place.open()
      log.record(entry(name))
      await log.close()
      if (name === 'A') await rename(place.file, `${place.file}.1`)
    }
    for (const file of [place.file, `${place.file}.1`])
      assert.deepEqual(await verified({ ...place, file }), { status: 'SOUND', operations: 1 })
  })

  test('has no room while it cannot be written, and then writes what waited', async () => {
    await using place = await openPlace()
    const log = await place.open()
    await rename(place.file, `${place.file}.away`)
    await writeFile(place.file, 'of something else\n')
    for (let i = 0; i < 10_000; i++) log.record(entry(`O${i}`))
    assert.equal(log.hasRoom(), false)
    while (place.logged.length === 0) await new Promise(resolve => setImmediate(resolve))
    assert.equal(log.hasRoom(), false)
    await rename(`${place.file}.away`, place.file)
    while (!log.hasRoom()) await new Promise(resolve => setTimeout(resolve, 10))
    await log.close()
    while ((await linesOf(place)).length < 10_001) await new Promise(resolve => setTimeout(resolve, 10))
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 10_000 })
  })

  test('needs a key, a file that it can write, and one of its store', async () => {
    const fails = (place: Place, message: RegExp) =>
      assert.rejects(place.open(), error => error instanceof UsageError && message.test(error.message))
    await using place = await openPlace()
    await writeFile(place.keyFile, 'short')
    await fails(place, /audit\.key \(SLICEGRAPH_AUDIT_KEY_FILE\) is shorter than 32 bytes/)
    await writeFile(place.keyFile, 'k'.repeat(32))
    await writeFile(place.file, '{"log":"00000000-0000-0000-0000-000000000000"}\n')
    await fails(place, /is no audit log of this store/)
    await using other = await openPlace()
    if (process.getuid?.() !== 0) {
      await writeFile(other.file, '')
      await chmod(other.file, 0o400)
      await fails(other, /cannot be written/)
    }
  })
})
