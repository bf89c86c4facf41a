import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openMediaCache } from '../../src/media/media-cache.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { keptFiles, makeOld, occupiedBy, until } from './kept-files.ts'
import { digestOf, numberedBytes } from './numbered-bytes.ts'
import { put } from './put.ts'

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url))
const SMALL = 256 * 1024
const LARGE = 2 ** 30
const KILLS = 8

suite('media cache, processes', () => {
  test('two processes on one small cache: every get is right or null, and the bound holds', async () => {
    await using folder = await temporaryFolder()
    // Half of what they put is the same.
    const children = [startChild(folder.path, SMALL, 0, 400), startChild(folder.path, SMALL, 200, 600)]
    let running = true
    const ended = Promise.all(children.map(child => child.ended)).finally(() => {
      running = false
    })
    let most = 0
    while (running) most = Math.max(most, await occupiedBy(folder.path))
    assert.deepEqual(await ended, [0, 0])

    assert.ok(most > SMALL / 2, `it was used: ${most}`)
    // Besides what is kept there are the files that are being written.
    assert.ok(most <= SMALL * 1.25, `it is bounded: ${most}`)
    assert.ok((await occupiedBy(folder.path)) <= SMALL)
    for (const { name, path } of await keptFiles(folder.path)) assert.match(name, /^[0-9a-f]{64}$/, path)
  })

  test(`${KILLS} kills in the middle of puts: what was said to be kept is, the rest is right or null`, async () => {
    await using folder = await temporaryFolder()
    const said = new Set<number>()
    for (let kill = 0; kill < KILLS; kill++) {
      const child = startChild(folder.path, LARGE, kill * 1000, kill * 1000 + 1000)
      for (const number of await child.killAfter(randomInt(1, 60))) said.add(number)
      assert.equal(await child.ended, 'SIGKILL')
    }

    const cache = await openMediaCache(folder.path, LARGE)
    for (let number = 0; number < KILLS * 1000; number++) {
      const expected = numberedBytes(number)
      const found = await cache.get(digestOf(expected))
      if (found) assert.ok(found.equals(expected))
      else assert.ok(!said.has(number), `number ${number} was said to be kept`)
    }
    await cache.close()
  })

  test('what a killed writer left is removed when it is old', async () => {
    await using folder = await temporaryFolder()
    let leftovers: string[] = []
    for (let first = 0; leftovers.length === 0; first += 1000) {
      const child = startChild(folder.path, LARGE, first, first + 1000)
      await child.killAfter(20)
      leftovers = (await keptFiles(folder.path)).filter(({ name }) => name.endsWith('.tmp')).map(({ path }) => path)
    }
    const isLeft = async () => (await keptFiles(folder.path)).some(({ path }) => leftovers.includes(path))

    const early = await openMediaCache(folder.path, LARGE)
    await put(early, Buffer.from('it may be of a writer that is alive'))
    assert.ok(await isLeft())
    await early.close()

    for (const path of leftovers) await makeOld(path, 3_600_000)
    const late = await openMediaCache(folder.path, LARGE)
    await until(async () => !(await isLeft()))
    await late.close()
  })
})

function startChild(folder: string, maxBytes: number, first: number, last: number) {
  const child = spawn(process.execPath, [CHILD, folder, String(maxBytes), String(first), String(last)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  /** With its exit code, or the signal that ended it. */
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => code ?? signal)

  /** Answers the numbers it said, which may be some more. */
  async function killAfter(lines: number): Promise<number[]> {
    const said: number[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      if (said.push(Number(line)) === lines) child.kill('SIGKILL')
    }
    await ended
    return said
  }

  return { ended, killAfter }
}
