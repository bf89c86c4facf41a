import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { gzipSync, constants as zlib, zstdCompressSync } from 'node:zlib'
import { SlicegraphError } from '../../src/errors.ts'
import { digestOf, type ExportFile, type ExportStream, listExports, openExport } from '../../src/source/index.ts'
import { chunked } from './collect.ts'

const STDIN: ExportFile = { source: '-', byteCount: null }

/** Does not compress away, so that its compressed form has many blocks and chunks. */
const LINES = Array.from(
  { length: 40_000 },
  (_, at) => `{"id":"${createHash('sha1').update(`${at}`).digest('hex')}"}\n`,
).join('')
const HALF = LINES.length / 2

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function readAll(stream: ExportStream): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream.bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const withChecksum = { params: { [zlib.ZSTD_c_checksumFlag]: 1 } }
const gzipOf = (text: string) => gzipSync(text)
const zstdOf = (text: string) => zstdCompressSync(text, withChecksum)
const SKIPPABLE = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])

/** Name and what is stored; every one of them holds `LINES`. */
const FORMS: readonly (readonly [string, Buffer])[] = [
  ['plain', Buffer.from(LINES)],
  ['gzip', gzipOf(LINES)],
  ['gzip of two members', Buffer.concat([gzipOf(LINES.slice(0, HALF)), gzipOf(LINES.slice(HALF))])],
  ['gzip with zeros behind', Buffer.concat([gzipOf(LINES), Buffer.alloc(3 * 2 ** 20)])],
  ['zstd', zstdCompressSync(LINES)],
  ['zstd with a checksum', zstdOf(LINES)],
  [
    'zstd of many frames',
    Buffer.concat([
      SKIPPABLE,
      zstdOf(LINES.slice(0, HALF)),
      zstdOf(''),
      SKIPPABLE,
      zstdCompressSync(LINES.slice(HALF)),
      SKIPPABLE,
    ]),
  ],
]

describe('openExport', () => {
  let root = ''
  let count = 0
  /** A file whose name says nothing of what it holds. */
  const store = async (bytes: Uint8Array | string): Promise<ExportFile> => {
    const path = join(root, `${count++}.json`)
    await writeFile(path, bytes)
    const [file] = await listExports([path])
    assert.ok(file)
    return file
  }

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'slicegraph-open-'))
  })
  after(() => rm(root, { recursive: true }))

  for (const [name, bytes] of FORMS) {
    it(`reads ${name}, whatever the file is called`, async () => {
      const file = await store(bytes)
      const stream = openExport(file)
      assert.equal(stream.bytesRead(), 0)
      assert.equal(await readAll(stream), LINES)
      assert.equal(stream.bytesRead(), bytes.length)
      assert.equal(stream.digest(), sha256(bytes))
      assert.equal(await digestOf(file), sha256(bytes))
    })

    it(`reads ${name} from standard input, in small chunks`, async () => {
      const stream = openExport(STDIN, { stdin: Readable.from(chunked(bytes, 1013)) })
      assert.equal(await readAll(stream), LINES)
      assert.equal(stream.digest(), sha256(bytes))
    })
  }

  it('reads a few bytes at a time, cut anywhere', async () => {
    const text = LINES.slice(0, 200)
    for (const bytes of [
      Buffer.from(text),
      gzipOf(text),
      Buffer.concat([zstdOf(text.slice(0, 9)), SKIPPABLE, zstdOf(text.slice(9))]),
    ]) {
      for (const size of [1, 2, 3, 5])
        assert.equal(await readAll(openExport(STDIN, { stdin: Readable.from(chunked(bytes, size)) })), text)
    }
  })

  it('reads a file shorter than a magic number', async () => {
    assert.equal(await readAll(openExport(await store('1'))), '1')
  })

  it('reads a named pipe', async () => {
    const path = join(root, 'pipe.json')
    execFileSync('mkfifo', [path])
    const [file] = await listExports([path])
    assert.deepEqual(file, { source: path, byteCount: null })
    const [text] = await Promise.all([readAll(openExport(file)), writeFile(path, LINES)])
    assert.equal(text, LINES)
  })

  const blank: readonly (readonly [string, Uint8Array])[] = [
    ['whitespace', Buffer.from(' \r\n\t\n')],
    ['gzip of nothing', gzipOf('')],
    ['zstd of whitespace', zstdOf('\n')],
  ]
  for (const [name, bytes] of blank) {
    it(`rejects a file that holds ${name}`, async () => {
      const file = await store(bytes)
      await assert.rejects(
        readAll(openExport(file)),
        new SlicegraphError('READ_FAILED', `${file.source} is empty. Export it again, or leave it out.`),
      )
    })
  }

  const foreign: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['ZIP', Buffer.from('UEsDBBQAAAAI', 'base64'), /is a ZIP archive\. Unpack it/],
    [
      'tar',
      Buffer.concat([Buffer.from('a.json'), Buffer.alloc(251), Buffer.from('ustar\0'), Buffer.alloc(250)]),
      /is a tar/,
    ],
    ['bzip2', Buffer.from('BZh91AY&SYabc'), /is compressed with bzip2\. Decompress/],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), /is compressed with xz\. Decompress/],
    ['7z', Buffer.from('377abcaf271c', 'hex'), /is a 7z archive/],
    ['UTF-16', Buffer.from('\ufeff{"data_row": {}}', 'utf16le'), /is UTF-16 or UTF-32 text\. Save it as UTF-8/],
    ['UTF-16 without a mark', Buffer.from('[{}]', 'utf16le'), /is UTF-16/],
    ['big-endian UTF-16', Buffer.from('\ufeff{}', 'utf16le').swap16(), /is UTF-16/],
    ['HTML', Buffer.from('\n <!DOCTYPE html><html>'), /is HTML or XML/],
    ['an error in XML', Buffer.from('<?xml version="1.0"?><Error/>'), /is HTML or XML/],
    ['PDF', Buffer.from('%PDF-1.7'), /is a PDF/],
    ['DICOM', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), /is a DICOM image/],
    ['a store', Buffer.from('SQLite format 3\0'), /is an SQLite database/],
  ]
  for (const [name, bytes, message] of foreign) {
    it(`names ${name}, plain and in gzip, however it is cut`, async () => {
      for (const content of [bytes, gzipSync(bytes)]) {
        const expected = { code: 'READ_FAILED', message }
        await assert.rejects(readAll(openExport(await store(content))), expected)
        await assert.rejects(readAll(openExport(STDIN, { stdin: Readable.from(chunked(content, 1)) })), expected)
      }
    })
  }

  it('takes text for what it is that only begins like another format', async () => {
    for (const text of ['PK', 'BZh9', '<', '<b>x</b>', '%PDF', '{"a":"ustar"}'])
      assert.equal(await readAll(openExport(await store(text))), text)
  })

  it('rejects empty standard input', async () => {
    await assert.rejects(
      readAll(openExport(STDIN, { stdin: Readable.from([]) })),
      /^SlicegraphError: Standard input is empty\. /,
    )
  })

  it('rejects a file that has gone since it was listed', async () => {
    const file = await store('{}')
    await rm(file.source)
    await assert.rejects(
      readAll(openExport(file)),
      new SlicegraphError('READ_FAILED', `${file.source} cannot be read: it is gone; check the path.`),
    )
    await assert.rejects(digestOf(file), { code: 'READ_FAILED' })
  })

  for (const [name, bytes] of [
    ['gzip', gzipOf(LINES)],
    ['zstd', zstdOf(LINES)],
  ] as const) {
    it(`says how far it got in ${name} that was cut short`, async () => {
      const file = await store(bytes.subarray(0, bytes.length - 7))
      const message = `The compressed data of ${file.source} ends too early: reading stopped after ${file.byteCount} of ${file.byteCount} bytes. Copy or download it again.`
      await assert.rejects(readAll(openExport(file)), new SlicegraphError('READ_FAILED', message))
    })

    it(`says how far it got in ${name} that is damaged`, async () => {
      const damaged = Buffer.from(bytes)
      damaged.fill(0x55, bytes.length / 2, bytes.length / 2 + 64)
      const file = await store(damaged)
      await assert.rejects(
        readAll(openExport(file)),
        error => error instanceof SlicegraphError && /is damaged: reading stopped after \d+ of/.test(error.message),
      )
    })

    it(`rejects text behind ${name}`, async () => {
      await assert.rejects(readAll(openExport(await store(Buffer.concat([bytes, Buffer.from('{"a":1}\n')])))), {
        code: 'READ_FAILED',
      })
    })

    it(`rejects ${name} cut at any byte`, async () => {
      const text = LINES.slice(0, 100)
      const small = name === 'gzip' ? gzipOf(text) : zstdOf(text)
      const whole = Buffer.concat([small, small])
      for (let end = 4; end < whole.length; end++) {
        const reading = readAll(openExport(STDIN, { stdin: Readable.from([whole.subarray(0, end)]) }))
        if (end === small.length) assert.equal(await reading, text)
        else await assert.rejects(reading, { code: 'READ_FAILED' }, `cut at ${end}`)
      }
    })
  }

  it('knows the digest at the end only', async () => {
    const stream = openExport(await store(LINES))
    assert.throws(() => stream.digest(), /known once the export is read to its end/)
    await readAll(stream)
    stream.digest()
  })

  it('stops when it is told to, and closes what it opened', { timeout: 20_000 }, async () => {
    const openFiles = async () => (await readdir('/proc/self/fd').catch(() => [])).length
    const reason = new Error('enough')
    const before = await openFiles()
    for (const [, bytes] of FORMS) {
      const file = await store(bytes)
      for await (const _ of openExport(file).bytes) break
      const controller = new AbortController()
      const reading = async () => {
        for await (const _ of openExport(file, { signal: controller.signal }).bytes) controller.abort(reason)
      }
      await assert.rejects(reading, reason)
      await assert.rejects(readAll(openExport(file, { signal: AbortSignal.abort(reason) })), reason)
    }
    while ((await openFiles()) !== before) await setImmediate()
  })

  it('stops waiting for standard input when it is told to', async () => {
    const controller = new AbortController()
    const stdin = new PassThrough()
    stdin.write('{"a":1}\n')
    const reason = new Error('enough')
    const reading = async () => {
      for await (const _ of openExport(STDIN, { stdin, signal: controller.signal }).bytes) controller.abort(reason)
    }
    await assert.rejects(reading, reason)
  })

  it('passes an error of standard input on', async () => {
    const failing = async function* () {
      yield gzipOf(LINES).subarray(0, 1000)
      throw new Error('gone')
    }
    await assert.rejects(readAll(openExport(STDIN, { stdin: Readable.from(failing()) })), /^Error: gone$/)
  })
})
