import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { demoExport } from '../../src/demo/index.ts'
import type { Figure } from '../bench/figure.ts'
import { answersOf, copyWithFlip, type Outcome, outcomeOf } from '../safety/flips.ts'
import { createRandom } from '../safety/random.ts'
import { openGraph } from '../support/graph.ts'
import type { AssureSetting } from './section.ts'

const MOST_REFUSED = 10
const BARE_FLIPS = 300

/** Changes random bits of a store's file, one at a time, and reads everything. */
export async function assureFlips({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const flips = quick ? 60 : 1000
  const seed = Math.floor(Math.random() * 2 ** 32)
  const rows = [...demoExport({ dataRows: 6, v1Records: 0 })]
  const source = join(folder, 'store.db')
  {
    await using graph = await openGraph([], { storePath: source })
    await graph.loadRecords(rows)
  }
  progress(`changing ${flips} bits, seed ${seed}`)
  const counts = await changeBits(source, flips, seed, progress)
  const outcomes = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return [
    {
      name: `${flips} changed bits of a store, wrong values, crashes or unexpected errors`,
      measured: counts.get('wrong') ?? 0,
      unit: '',
      target: 0,
      better: 'less',
      anchor: await bareSqlite(folder, rows, seed),
      note: `seed ${seed}: ${outcomes}`,
    },
    {
      name: `${flips} changed bits of a store, stores that are not opened`,
      measured: (100 * (counts.get('refused') ?? 0)) / flips,
      unit: '%',
      target: MOST_REFUSED,
      better: 'less',
      note: 'most hold the tables themselves: a small store has a large share of these',
    },
  ]
}

async function changeBits(source: string, flips: number, seed: number, progress: AssureSetting['progress']) {
  const changed = `${source}.changed`
  const sound = await answersOf(source)
  const random = createRandom(seed)
  const counts = new Map<Outcome['kind'], number>()
  for (let i = 0; i < flips; i++) {
    const place = await copyWithFlip(source, changed, random)
    const { kind, text } = await outcomeOf(changed, sound)
    if (kind === 'wrong') progress(`${place}: ${text}`)
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

/** The same rows in a table of SQLite alone. */
async function bareSqlite(folder: string, rows: readonly object[], seed: number): Promise<string> {
  const [bare, changed] = [join(folder, 'bare.db'), join(folder, 'bare-changed.db')]
  const database = new DatabaseSync(bare)
  database.exec('create table row (id text, body text)')
  const insert = database.prepare('insert into row values (?, ?)')
  for (const [index, row] of rows.entries()) insert.run(`${index}`, JSON.stringify(row))
  database.close()
  const sound = readBare(bare)
  const random = createRandom(seed)
  let wrong = 0
  for (let i = 0; i < BARE_FLIPS; i++) {
    await copyWithFlip(bare, changed, random)
    const found = readBare(changed)
    if (found !== null && found !== sound) wrong++
  }
  await rm(changed)
  return `SQLite alone: ${wrong} of ${BARE_FLIPS}`
}

function readBare(path: string): string | null {
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      return JSON.stringify(database.prepare('select id, body from row order by rowid').all())
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
