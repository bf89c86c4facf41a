import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { type MediaCache, openMediaCache } from '../../src/media/media-cache.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { keptFiles, makeOld, occupiedBy, until } from './kept-files.ts'
import { digestOf, numberedBytes } from './numbered-bytes.ts'
import { put } from './put.ts'

const HOUR = 3_600_000

suite('media cache', () => {
  test('what is put is got, after a restart too', async () => {
    await using folder = await temporaryFolder()
    const all = [Buffer.alloc(0), Buffer.from([0]), numberedBytes(1), Buffer.alloc(3_000_000, 7)]
    const first = await openMediaCache(folder.file('media'))
    for (const bytes of all) {
      const digest = await put(first, bytes)
      assert.equal(digest, digestOf(bytes))
      assert.deepEqual(await first.get(digest), bytes)
    }
    await first.close()
    const second = await openMediaCache(folder.file('media'))
    for (const bytes of all) assert.deepEqual(await second.get(digestOf(bytes)), bytes)
    await second.close()
  })

  test('the same bytes are kept once, in a folder by their first two digits', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path)
    const bytes = numberedBytes(2)
    const digests = await Promise.all([put(cache, bytes), put(cache, bytes), put(cache, bytes)])
    await put(cache, bytes)
    const digest = digestOf(bytes)
    assert.deepEqual(digests, [digest, digest, digest])
    assert.deepEqual(
      (await keptFiles(folder.path)).map(({ path }) => path),
      [join(folder.path, digest.slice(0, 2), digest)],
    )
    await cache.close()
  })

  test('nobody but the owner may read', { skip: process.platform === 'win32' }, async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.file('media'))
    const digest = await put(cache, numberedBytes(3))
    const modes = ['media', join('media', digest.slice(0, 2)), join('media', digest.slice(0, 2), digest)]
    assert.deepEqual(await Promise.all(modes.map(name => modeOf(folder.path, name))), [0o700, 0o700, 0o600])
    await cache.close()
  })

  test('what is unknown, or no digest, is null', async () => {
    await using folder = await temporaryFolder()
    await writeFile(folder.file('secret'), 'secret')
    const cache = await openMediaCache(folder.file('media'))
    const digest = await put(cache, numberedBytes(4))
    for (const wrong of ['0'.repeat(64), '', '..', '../secret', `${digest.slice(0, 2)}/../../../secret`]) {
      assert.equal(await cache.get(wrong), null, wrong)
    }
    for (const wrong of [digest.toUpperCase(), ` ${digest}`, `${digest}\n`, digest.slice(1)]) {
      assert.equal(await cache.get(wrong), null, wrong)
    }
    assert.ok(await cache.get(digest))
    await cache.close()
  })

  test('a flipped bit or a cut file is null and removed, and can be put again', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path)
    const bytes = numberedBytes(5)
    const digest = await put(cache, bytes)
    const path = join(folder.path, digest.slice(0, 2), digest)
    const damages = [0, 1, bytes.length - 1].map(position => () => flipBit(path, position))
    damages.push(() => truncate(path, bytes.length - 1))
    damages.push(() => truncate(path, 0))
    damages.push(() => truncate(path, bytes.length + 1))
    for (const damage of damages) {
      await damage()
      assert.equal(await cache.get(digest), null)
      assert.deepEqual(await keptFiles(folder.path), [])
      await put(cache, bytes)
      assert.deepEqual(await cache.get(digest), bytes)
    }
    await cache.close()
  })

  test('a cut file is mended by a put', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path)
    const bytes = numberedBytes(6)
    const digest = await put(cache, bytes)
    await truncate(join(folder.path, digest.slice(0, 2), digest), 10)
    await put(cache, bytes)
    assert.deepEqual(await cache.get(digest), bytes)
    await cache.close()
  })

  test('a folder that is removed meanwhile is made again', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.file('media'))
    const digest = await put(cache, numberedBytes(7))
    await rm(folder.file('media'), { recursive: true })
    assert.equal(await cache.get(digest), null)
    await put(cache, numberedBytes(7))
    assert.ok(await cache.get(digest))
    await cache.close()
  })

  test('what cannot be written goes uncached', async () => {
    await using folder = await temporaryFolder()
    const bytes = numberedBytes(8)
    const digest = digestOf(bytes)
    await writeFile(folder.file('file'), 'in its place')
    await mkdir(folder.file('media'))
    await writeFile(join(folder.file('media'), digest.slice(0, 2)), 'in its place')
    for (const path of [folder.file('file'), join(folder.file('file'), 'media'), folder.file('media'), '\0']) {
      const cache = await openMediaCache(path)
      assert.equal(await put(cache, bytes), digest)
      assert.equal(await cache.get(digest), null)
      await cache.close()
    }
    assert.equal((await keptFiles(folder.path)).length, 2)
  })

  test('a read-only folder still answers what it holds', { skip: process.platform === 'win32' }, async () => {
    await using folder = await temporaryFolder()
    const writer = await openMediaCache(folder.path)
    const kept = await put(writer, numberedBytes(9))
    await writer.close()
    const subfolder = join(folder.path, kept.slice(0, 2))
    await chmod(join(subfolder, kept), 0o444)
    for (const path of [subfolder, folder.path]) await chmod(path, 0o555)

    await asOrdinaryUser(async () => {
      const reader = await openMediaCache(folder.path, 1_000_000)
      assert.deepEqual(await reader.get(kept), numberedBytes(9))
      for (const other of [10, 11]) {
        const digest = await put(reader, numberedBytes(other))
        assert.equal(digest, digestOf(numberedBytes(other)))
        assert.equal(await reader.get(digest), null)
      }
      await reader.close()
      // Nothing fits in here, and nothing can be removed.
      const full = await openMediaCache(folder.path, 1)
      assert.deepEqual(await full.get(kept), numberedBytes(9))
      await full.close()
    })
    assert.deepEqual(
      (await keptFiles(folder.path)).map(({ path }) => path),
      [join(subfolder, kept)],
    )
    for (const path of [folder.path, subfolder]) await chmod(path, 0o700)
  })

  test('after the close nothing is kept any more', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path)
    const early = put(cache, numberedBytes(10))
    await cache.close()
    assert.equal((await keptFiles(folder.path)).length, 1)
    await early
    await put(cache, numberedBytes(11))
    assert.equal((await keptFiles(folder.path)).length, 1)
  })
})

suite('media cache, bound', () => {
  test('the least recently used go, by uses before a restart too', async () => {
    await using folder = await temporaryFolder()
    const maxBytes = 32 * 4096
    const first = await openMediaCache(folder.path, maxBytes)
    const digests = await putBlocks(first, 0, 20)
    await first.close()
    // The one kept first is the oldest.
    for (const [i, digest] of digests.entries()) await makeOld(pathIn(folder.path, digest), 30 * HOUR - i * HOUR)

    const second = await openMediaCache(folder.path, maxBytes)
    const [oldest = '', next = ''] = digests
    assert.ok(await second.get(oldest))
    await putBlocks(second, 20, 28)
    await until(async () => !(await isKept(folder.path, next)))
    assert.ok(await second.get(oldest))
    assert.ok(await second.get(digests.at(-1) ?? ''))
    await second.close()
  })

  test('bytes that are put again count as used', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path, 16 * 4096)
    const [used = '', unused = ''] = await putBlocks(cache, 0, 8)
    for (const digest of [used, unused]) await makeOld(pathIn(folder.path, digest), HOUR)
    await putBlocks(cache, 0, 1)
    await putBlocks(cache, 8, 16)
    await until(async () => !(await isKept(folder.path, unused)))
    assert.ok(await isKept(folder.path, used))
    await cache.close()
  })

  test('a smaller bound is kept from the next start on', async () => {
    await using folder = await temporaryFolder()
    const large = await openMediaCache(folder.path)
    await putBlocks(large, 0, 64)
    await large.close()
    assert.equal(await occupiedBy(folder.path), 64 * 4096)
    const small = await openMediaCache(folder.path, 16 * 4096)
    await until(async () => (await occupiedBy(folder.path)) <= 16 * 4096)
    await small.close()
  })

  test('many puts at once stay within the bound', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path, 16 * 4096)
    await Promise.all(Array.from({ length: 200 }, (_, i) => putBlocks(cache, i, i + 1)))
    assert.ok((await occupiedBy(folder.path)) <= 16 * 4096)
    await cache.close()
  })

  test('more than the bound is not kept, and drives nothing out', async () => {
    await using folder = await temporaryFolder()
    const cache = await openMediaCache(folder.path, 16 * 4096)
    const digests = await putBlocks(cache, 0, 8)
    const large = await put(cache, Buffer.alloc(17 * 4096))
    assert.equal(await cache.get(large), null)
    for (const digest of digests) assert.ok(await cache.get(digest))
    await cache.close()
  })

  test('0 keeps nothing, Infinity everything', async () => {
    await using folder = await temporaryFolder()
    const none = await openMediaCache(folder.path, 0)
    assert.equal(await none.get(await put(none, numberedBytes(1))), null)
    await none.close()
    const all = await openMediaCache(folder.path, Infinity)
    for (const digest of await putBlocks(all, 0, 50)) assert.ok(await all.get(digest))
    await all.close()
  })

  test('files of other names are neither counted nor removed', async () => {
    await using folder = await temporaryFolder()
    await mkdir(folder.file('aa'))
    await mkdir(folder.file('other'))
    const others = [folder.file('notes'), join(folder.file('aa'), 'notes'), join(folder.file('other'), 'a'.repeat(64))]
    for (const path of others) await writeFile(path, Buffer.alloc(1_000_000))
    const cache = await openMediaCache(folder.path, 16 * 4096)
    const digests = await putBlocks(cache, 0, 8)
    await putBlocks(cache, 100, 200)
    await until(async () => !(await isKept(folder.path, digests[0] ?? '')))
    for (const path of others) assert.equal((await readFile(path)).length, 1_000_000)
    await cache.close()
  })
})

/** Each takes one block of the disk. */
async function putBlocks(cache: MediaCache, from: number, to: number): Promise<string[]> {
  const digests: string[] = []
  for (let i = from; i < to; i++) digests.push(await put(cache, Buffer.from(`block ${i}`)))
  return digests
}

function pathIn(folder: string, digest: string): string {
  return join(folder, digest.slice(0, 2), digest)
}

async function isKept(folder: string, digest: string): Promise<boolean> {
  return (await keptFiles(folder)).some(({ name }) => name === digest)
}

async function modeOf(folder: string, name: string): Promise<number> {
  return (await stat(join(folder, name))).mode & 0o777
}

async function flipBit(path: string, position: number): Promise<void> {
  const bytes = await readFile(path)
  bytes.writeUInt8(bytes.readUInt8(position) ^ 1, position)
  await writeFile(path, bytes)
}

/** Root may write everywhere: it becomes somebody else for a while. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  const user = process.geteuid?.()
  if (user === 0) process.seteuid?.(NOBODY)
  try {
    await work()
  } finally {
    if (user === 0) process.seteuid?.(user)
  }
}

const NOBODY = 65_534
