import assert from 'node:assert/strict'
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { UsageError } from '../../src/errors.ts'
import { listExports, openExport } from '../../src/source/index.ts'

describe('listExports', () => {
  let root = ''
  const at = (...parts: string[]) => join(root, ...parts)
  /** The sources of what is listed, less the folder all of it is in. */
  const sources = async (...args: string[]) =>
    (await listExports(args)).map(file => file.source.replace(`${root}/`, ''))

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'slicegraph-list-'))
    for (const folder of ['mixed/deep/er', 'mixed/.hidden', 'none']) await mkdir(at(folder), { recursive: true })
    const files = [
      'mixed/b.ndjson',
      'mixed/a.json.gz',
      'mixed/c.JSONL.zst',
      'mixed/B.json',
      'mixed/deep/x.json',
      'mixed/deep/er/y.jsonl.gzip',
      'mixed/notes.txt',
      'mixed/a.json.bak',
      'mixed/.c.json',
      'mixed/.hidden/d.json',
      'none/readme.md',
      'brackets[1].json',
    ]
    for (const file of files) await writeFile(at(file), '{}')
  })
  after(() => rm(root, { recursive: true }))

  it('describes a file', async () => {
    const [file] = await listExports([at('mixed/notes.txt')])
    assert.equal(file?.source, at('mixed/notes.txt'))
    assert.equal(file?.byteCount, 2)
  })

  it('describes standard input, once', async () => {
    assert.deepEqual(await listExports(['-', '-']), [{ source: '-', byteCount: null }])
  })

  it('lists what a folder holds at any depth, by name, hidden things aside', async () => {
    const expected = ['B.json', 'a.json.gz', 'b.ndjson', 'c.JSONL.zst', 'deep/er/y.jsonl.gzip', 'deep/x.json']
    assert.deepEqual(
      await sources(at('mixed')),
      expected.map(name => `mixed/${name}`),
    )
  })

  it('lists what a glob matches, by name, files only', async () => {
    assert.deepEqual(await sources(at('mixed/[ab].*')), ['mixed/a.json.bak', 'mixed/a.json.gz', 'mixed/b.ndjson'])
    assert.deepEqual(await sources(at('mixed/**/*.{json,gzip}')), [
      'mixed/B.json',
      'mixed/deep/er/y.jsonl.gzip',
      'mixed/deep/x.json',
    ])
    assert.deepEqual(await sources(at('mixed/d*/x*')), ['mixed/deep/x.json'])
  })

  it('takes a file of that very name before a glob', async () => {
    assert.deepEqual(await sources(at('brackets[1].json')), ['brackets[1].json'])
  })

  it('keeps the order of the arguments and lists no file twice, through links neither', async () => {
    await symlink(at('mixed/b.ndjson'), at('soft.json'))
    assert.deepEqual(
      await sources(at('soft.json'), at('mixed/B.json'), at('mixed/../mixed/b.ndjson'), at('mixed/[bB].*')),
      ['soft.json', 'mixed/B.json'],
    )
  })

  it('does not follow links that lead in circles', async () => {
    await mkdir(at('circle'))
    await writeFile(at('circle/a.json'), '{}')
    await symlink(at('circle'), at('circle/again'))
    assert.deepEqual(await sources(at('circle')), ['circle/a.json'])
    await symlink(at('loop.json'), at('loop.json'))
    await assert.rejects(reading(at('loop.json')), /loop\.json cannot be read: its links lead in a circle/)
  })

  const rejected: readonly (readonly [string, string, RegExp])[] = [
    ['a path that does not exist', 'gone.json', /^There is no file or folder .*gone\.json\. Check the path/],
    ['a path through a file', 'mixed/b.ndjson/c.json', /^There is no file or folder .*c\.json\./],
    ['a folder with nothing to load', 'none', /^The folder .*none has no exports: .*\. Name another/],
    ['a glob that matches nothing', 'mixed/*.parquet', /^No file matches .*\*\.parquet\. Check/],
    ['a glob that matches folders only', 'mix*', /^No file matches /],
  ]
  for (const [name, path, message] of rejected) {
    it(`rejects ${name}`, async () => {
      await assert.rejects(listExports([at(path)]), error => error instanceof UsageError && message.test(error.message))
    })
  }

  it('rejects a URL by name, without its secrets', async () => {
    for (const [url, named] of [
      ['https://a.example/x.ndjson?token=secret', 'https://a.example/x.ndjson'],
      ['https://user:secret@a.example/x.ndjson', 'https://a.example/x.ndjson'],
      ['s3://bucket/x.ndjson', 's3://bucket/x.ndjson'],
    ] as const) {
      const isNamed = (error: unknown) =>
        error instanceof UsageError && error.message.startsWith(`${named} is a URL. Download`)
      await assert.rejects(listExports([url]), isNamed)
    }
  })

  it('lists a file and a folder that may not be read: reading them says so', async () => {
    await mkdir(at('locked'))
    await writeFile(at('locked.json'), '{}')
    await chmod(at('locked'), 0)
    await chmod(at('locked.json'), 0)
    await asUnprivilegedUser(root, async () => {
      await assert.rejects(reading(at('locked.json')), /locked\.json cannot be read: permission is denied; /)
      await assert.rejects(reading(at('locked')), /locked cannot be read: permission is denied; /)
      await assert.rejects(reading(at('locked/a.json')), /a\.json cannot be read: permission is denied; /)
    })
    await chmod(at('locked'), 0o700)
  })

  it('takes two names of one file for two files', async () => {
    await link(at('mixed/b.ndjson'), at('hard.json'))
    assert.deepEqual(await sources(at('hard.json'), at('mixed/b.ndjson')), ['hard.json', 'mixed/b.ndjson'])
  })
})

async function reading(path: string): Promise<void> {
  for (const file of await listExports([path])) for await (const _ of openExport(file).bytes);
}

/** Root may read everything, and a container is often run by root. */
async function asUnprivilegedUser(folder: string, work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work()
  await chmod(folder, 0o755)
  process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}
