import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runCli } from './spawn-cli.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/unreadable', import.meta.url))
const GOOD = '{"data_row":{"id":"row1","global_key":"key1"},"media_attributes":{},"projects":{}}\n'
const STRANGE = '{"strange":"confidential"}\n'

suite('loading', () => {
  for (const verb of ['ingest', 'check']) {
    test(`${verb} sums up and ends with 0`, async () => {
      await using folder = await temporaryFolder()
      await writeFile(join(folder.path, 'a.ndjson'), GOOD)
      const { code, stdout } = await runCli([verb, 'a.ndjson'], { folder: folder.path })
      assert.equal(code, 0)
      assert.match(
        stdout,
        /a\.ndjson: 1 record, 1 data row, 0 labels, 0 frames, 0 annotations, 0 events, 0 rejected in/,
      )
      assert.equal(existsSync(join(folder.path, 'slicegraph.db')), verb === 'ingest')
    })

    test(`${verb} ends with 3 when a record was rejected, and says where and why but not what`, async () => {
      await using folder = await temporaryFolder()
      await writeFile(join(folder.path, 'a.ndjson'), GOOD + STRANGE)
      const { code, stdout, stderr } = await runCli([verb, 'a.ndjson'], { folder: folder.path })
      assert.equal(code, 3)
      assert.match(stdout, /2 records, .*1 rejected/)
      assert.match(stdout, new RegExp(`rejected: line 2, byte ${GOOD.length}, \\$: .+`))
      assert.doesNotMatch(stdout + stderr, /confidential/)
    })

    test(`${verb} --json puts one object on stdout`, async () => {
      await using folder = await temporaryFolder()
      await writeFile(join(folder.path, 'a.ndjson'), GOOD + STRANGE)
      const { code, stdout } = await runCli([verb, 'a.ndjson', '--json'], { folder: folder.path })
      assert.equal(code, 3)
      const summary = JSON.parse(stdout)
      assert.equal(summary.records, 2)
      assert.equal(summary.dataRows, 1)
      assert.equal(summary.rejected, 1)
      assert.equal(summary.exports[0].rejects[0].line, 2)
      assert.equal(summary.store, verb === 'ingest' ? 'sqlite:slicegraph.db' : undefined)
    })
  }

  test('progress is a JSON line at the end of each file where stderr is no terminal, and nothing with --quiet', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), GOOD)
    const loud = await runCli(['check', 'a.ndjson'], { folder: folder.path })
    const lines = loud.stderr.trimEnd().split('\n')
    const last = JSON.parse(lines.at(-1) ?? '')
    assert.equal(last.event, 'progress')
    assert.equal(last.records, 1)
    assert.equal(last.bytesRead, GOOD.length)
    const quiet = await runCli(['check', 'a.ndjson', '--quiet'], { folder: folder.path })
    assert.equal(quiet.stderr, '')
    assert.notEqual(quiet.stdout, '')
  })

  test('an export comes from stdin too', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout } = await runCli(['check', '-', '--json'], { folder: folder.path, input: GOOD })
    assert.equal(code, 0)
    assert.equal(JSON.parse(stdout).records, 1)
  })

  test('the same file again changes nothing', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), GOOD)
    await runCli(['ingest', 'a.ndjson'], { folder: folder.path })
    const { code, stdout } = await runCli(['ingest', 'a.ndjson'], { folder: folder.path })
    assert.equal(code, 0)
    assert.match(stdout, /a\.ndjson: loaded before/)
  })

  for (const verb of ['ingest', 'check', 'serve']) {
    test(`${verb} names the files that cannot be read, and ends with 1 after the others`, async () => {
      await using folder = await temporaryFolder()
      await copyFile(join(FIXTURES, 'export.zip'), join(folder.path, 'a.ndjson'))
      await writeFile(join(folder.path, 'b.ndjson'), '')
      await copyFile(join(FIXTURES, 'utf16.ndjson'), join(folder.path, 'c.ndjson'))
      await writeFile(join(folder.path, 'd.ndjson'), GOOD)
      const { code, stdout, stderr } = await runCli([verb, '.'], { folder: folder.path })
      assert.equal(code, 1)
      const said = stdout + stderr
      assert.match(said, /a\.ndjson is a ZIP archive\. Unpack it/)
      assert.match(said, /b\.ndjson is empty\./)
      assert.match(said, /c\.ndjson is UTF-16 or UTF-32 text\. Save it as UTF-8\./)
      assert.match(said, /d\.ndjson: 1 record,/)
      assert.match(said, /4 exports \(3 not loaded\) in all: 1 record,/)
      if (verb === 'check') return
      const again = await runCli(['ingest', 'd.ndjson'], { folder: folder.path })
      assert.match(again.stdout, /d\.ndjson: loaded before/)
    })
  }

  test('--json has the error of a file that cannot be read, and counts rejects by reason', async () => {
    await using folder = await temporaryFolder()
    await copyFile(join(FIXTURES, 'export.zip'), join(folder.path, 'a.ndjson'))
    await writeFile(join(folder.path, 'b.ndjson'), `${GOOD}${STRANGE}${STRANGE}{"data_row":\n`)
    const { code, stdout } = await runCli(['check', 'a.ndjson', 'b.ndjson', '--json'], { folder: folder.path })
    assert.equal(code, 1)
    const { unreadable, rejectsByReason, exports: files } = JSON.parse(stdout)
    assert.equal(unreadable, 1)
    assert.match(files[0].error, /^a\.ndjson is a ZIP archive\./)
    assert.equal(files[1].error, null)
    assert.deepEqual(Object.values(rejectsByReason).sort(), [1, 2])
    assert.deepEqual(files[1].rejectsByReason, rejectsByReason)
    assert.doesNotMatch(stdout, /confidential/)
  })

  test("another program's file is not touched", async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), GOOD)
    await writeFile(join(folder.path, 'other.db'), 'something else entirely')
    const { code, stderr } = await runCli(['ingest', 'a.ndjson', '--store', 'sqlite:other.db'], { folder: folder.path })
    assert.equal(code, 2)
    assert.match(stderr, /^slicegraph: .*other\.db/m)
  })
})
