import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, copyFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { logsWithout, verifyAudit } from '../../src/audit/index.ts'
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

  test('keeps the lines that were written after the backup which the store was restored from', async () => {
    await using place = await openPlace()
    const write = async (name: string) => {
      const log = await place.open()
      log.record(entry(name))
      await log.close()
    }
    await write('A')
    const backup = place.store.audits.list()
    await write('B')
    await write('C')
    const [older] = backup
    assert.ok(older)
    await place.store.audits.advance(() => older)
    await write('D')
    assert.deepEqual(
      (await linesOf(place)).slice(1).map(({ operation }) => operation),
      ['A', 'B', 'C', 'D'],
    )
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 4 })
    assert.deepEqual(place.logged, ['the audit log has lines that the store did not know of: they are kept'])
  })

  for (const [how, change] of [
    ['deleted', (file: string) => rm(file)],
    ['emptied', (file: string) => truncate(file)],
  ] as const)
    test(`that was ${how} while it was written is missed by the next one, the gateway and verify`, async () => {
      await using place = await openPlace()
      const log = await place.open()
      log.record(entry('A'))
      await waitFor(async () => (await linesOf(place)).length === 2)
      const [first] = await linesOf(place)
      await change(place.file)
      log.record(entry('B'))
      await log.close()
      const [second, ...lines] = await linesOf(place)
      assert.deepEqual([second.before, lines.length], [{ log: first.log, lines: 1 }, 1])
      assert.match(place.logged.join(), /was moved away, emptied or deleted, and a new one begins/)
      assert.deepEqual(await verified(place), { status: 'SOUND', operations: 1 })
      const missing = await logsWithout([place.file], place.store.audits)
      assert.deepEqual(
        missing.map(({ id, count }) => [id, count]),
        [[first.log, 1]],
      )
    })

  test('is not written behind an older log of the store, and lines wait until it is back', async () => {
    await using place = await openPlace()
    await (await place.open()).close()
    await rename(place.file, `${place.file}.old`)
    const log = await place.open()
    log.record(entry('A'))
    await waitFor(async () => (await linesOf(place)).length === 2)
    await rename(place.file, `${place.file}.new`)
    await copyFile(`${place.file}.old`, place.file)
    log.record(entry('B'))
    await waitFor(async () => place.logged.some(text => /cannot be written/.test(text)))
    await assert.rejects(place.open(), /is an older audit log of this store/)
    await rename(`${place.file}.new`, place.file)
    await waitFor(async () => (await linesOf(place)).length === 3)
    await log.close()
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 2 })
  })

  test('says how many lines are missing, where it could not be written until the process ended', async () => {
    await using place = await openPlace()
    const log = await place.open()
    await rename(place.file, `${place.file}.away`)
    await writeFile(place.file, 'of something else\n')
    for (let i = 0; i < 3; i++) log.record(entry('A'))
    await log.close()
    assert.ok(place.logged.includes('the audit log lacks operations that were answered, since it cannot be written'))
    await rename(`${place.file}.away`, place.file)
    const lost = { note: 'LOST', lines: 3 }
    assert.deepEqual(await verified(place), { status: 'INCOMPLETE', operations: 0, notes: [lost] })
    const again = await place.open()
    again.record(entry('B'))
    await again.close()
    assert.deepEqual(await verified(place), { status: 'INCOMPLETE', operations: 1, notes: [lost] })
    const [, note] = await linesOf(place)
    assert.deepEqual([note.n, note.note, note.lines], [1, 'LOST', 3])
  })

  test('has no line that the store could not note, and has it once later', async () => {
    await using place = await openPlace()
    let isFull = false
    const { audits } = place.store
    const advance: typeof audits.advance = work =>
      audits.advance(heads => {
        const head = work(heads)
        if (isFull) throw new Error('disk full')
        return head
      })
    const log = await place.open({ audits: { ...audits, advance } })
    isFull = true
    log.record(entry('A'))
    await waitFor(async () => place.logged.length > 0)
    assert.equal((await linesOf(place)).length, 1)
    isFull = false
    await waitFor(async () => (await linesOf(place)).length === 2)
    await log.close()
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 1 })
  })

  test('has a head in the store that nobody can change without the key', async () => {
    await using place = await openPlace()
    const log = await place.open()
    for (const name of ['A', 'B']) log.record(entry(name))
    await log.close()
    const text = await readFile(place.file, 'utf8')
    const cut = text.slice(0, text.indexOf('{"n":2'))
    await writeFile(place.file, cut)
    const hash = JSON.parse(cut.trimEnd().split('\n').at(-1) ?? '').hash
    const [head] = place.store.audits.list()
    assert.ok(head)
    await place.store.audits.advance(() => ({ ...head, count: 1, hash, bytes: cut.length }))
    assert.deepEqual(await verified(place), { status: 'DAMAGED', line: 1, reason: 'HEAD_CHANGED' })
    await (await place.open()).close()
    const notes = [{ note: 'HEAD_CHANGED', lines: 1 }]
    assert.deepEqual(await verified(place), { status: 'INCOMPLETE', operations: 1, notes })
  })

  test('notes that somebody else wrote behind its end', async () => {
    await using place = await openPlace()
    await (await place.open()).close()
    await appendFile(place.file, '{"n":1}\n{"n":2}\n')
    assert.deepEqual(await verified(place), { status: 'DAMAGED', line: 2, reason: 'ADDED' })
    await (await place.open()).close()
    const notes = [{ note: 'ADDED', lines: 2 }]
    assert.deepEqual(await verified(place), { status: 'INCOMPLETE', operations: 0, notes })
  })

  test('has the lines of a process that ends by an unexpected error', async () => {
    await using place = await openPlace()
    const { file, keyFile, store } = place
    const code = `
      const { openAuditLog } = await import(${JSON.stringify(new URL('../../src/audit/index.ts', import.meta.url))})
      const { openStore } = await import(${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url))})
      const store = await openStore(${JSON.stringify(store.url)})
      const log = await openAuditLog({ ...${JSON.stringify({ file, keyFile })}, heads: store.audits, logger: console })
      for (let i = 0; i < 1500; i++) log.record(${JSON.stringify(entry('A'))})
      process.once('uncaughtException', () => process.exit(1))
      setImmediate(() => { throw new Error('unexpected') })`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' })
    const [status] = await once(child, 'exit')
    assert.equal(status, 1)
    assert.deepEqual(await verified(place), { status: 'SOUND', operations: 1500 })
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

async function waitFor(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await new Promise(resolve => setTimeout(resolve, 5))
}
