import assert from 'node:assert/strict'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { demoStore, STORE } from './demo-store.ts'
import { runCli } from './spawn-cli.ts'

suite('verify', () => {
  const demo = demoStore()

  /** Verifies a copy of the store, changed by statements. */
  const verified = (...statements: readonly string[]) => verify(statements, false)

  /** @param flips whether the number of a row in an index is another one */
  async function verify(statements: readonly string[], flips: boolean) {
    await using folder = await demo.copy()
    const path = join(folder.path, STORE)
    const database = new DatabaseSync(path)
    for (const statement of statements) database.exec(statement)
    const page = database
      .prepare("select pageno * pgsize as e from dbstat where name = 'label_created_at' and pagetype = 'leaf' limit 1")
      .get()
    database.close()
    if (flips) await flipByte(path, Number(page?.e) - 1)
    const { code, stdout, stderr } = await runCli(['verify', '--json', '--quiet'], { folder: folder.path })
    assert.equal(stderr, '')
    const { status, findings } = JSON.parse(stdout)
    return { code, status, findings }
  }

  test('a sound store is exit code 0', async () => {
    assert.deepEqual(await verified(), { code: 0, status: 'SOUND', findings: [] })
  })

  for (const [statement, kind, table] of [
    [`update label set created_by = 'other' where no = 1`, 'ROW', 'label'],
    [`update data_row set raw = '{}' where no = 1`, 'ROW', 'data_row'],
    [`update export set label_count = label_count + 1`, 'ROW', 'export'],
    [`update annotation set frame_number = 3 where rowid_of = 1`, 'ENTRIES', 'annotation'],
    [`delete from classification where rowid = 1`, 'ENTRIES', 'annotation'],
    [`delete from pack where no = 1`, 'MISSING_ROW', 'pack'],
    [`delete from content where no = 1`, 'MISSING_ROW', 'content'],
    [`delete from chunk where no = (select max(no) from chunk where first_frame is not null)`, 'LOST_ROW', 'chunk'],
    [`update chunk set frame_count = frame_count + 1 where first_frame is not null`, 'ROW', 'chunk'],
  ] as const)
    test(`names the table and exits with 1: ${statement}`, async () => {
      const { code, status, findings } = await verified(
        statement.replace('rowid_of = 1', 'seq = (select min(seq) from annotation)'),
      )
      assert.deepEqual([code, status], [1, 'DAMAGED'])
      assert.ok(
        findings.some((finding: Record<string, unknown>) => finding.kind === kind && finding.table === table),
        JSON.stringify(findings),
      )
    })

  test('names the table of an index that does not agree with it', async () => {
    const { code, findings } = await verify([], true)
    assert.deepEqual([code, findings[0]?.kind, findings[0]?.table], [1, 'INDEX_OR_PAGE', 'label'])
  })

  test('a missing index is a warning, exit code 3', async () => {
    const { code, status, findings } = await verified('drop index label_created_at')
    assert.deepEqual([code, status], [3, 'WARNINGS'])
    assert.deepEqual(findings, [{ kind: 'MISSING_INDEX', table: null, count: 1 }])
  })

  test('a store that cannot be opened is damaged; a place without a store is a wrong setting', async () => {
    const { code, findings } = await verified('delete from state')
    assert.deepEqual([code, findings[0]?.kind], [1, 'STORE'])
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, STORE), '')
    assert.equal((await runCli(['verify'], { folder: folder.path })).code, 2)
  })
})

async function flipByte(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position)
  await file.write(Buffer.of((buffer[0] ?? 0) ^ 1), 0, 1, position)
}
