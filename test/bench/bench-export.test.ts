import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readExport } from '../support/oracle.ts'
import { benchExport, largeRow } from './bench-export.ts'

const BYTES = 3_000_000
const MICROSECONDS_OF_A_DAY = 86_400_000_000

test('a bench export is as large as asked for, by less than a row, and the same each time', () => {
  const lines = [...benchExport(BYTES)]
  const size = Buffer.byteLength(lines.join(''))
  assert.ok(size >= BYTES && size - Buffer.byteLength(lines.at(-1) ?? '') < BYTES)
  assert.deepEqual(lines, [...benchExport(BYTES)])
})

test('a bench export has the proportions of a real one', () => {
  const lines = [...benchExport(BYTES)]
  const found = readExport(lines.map(line => JSON.parse(line)))
  const perMegabyte = found.annotations.length / (BYTES / 1e6)
  assert.ok(perMegabyte > 1600 && perMegabyte < 1900, `${perMegabyte} annotations to the megabyte`)
  assert.equal(new Set(found.dataRows.map(({ id }) => id)).size, lines.length)
  assert.equal(new Set(found.annotations.map(({ id }) => id)).size, found.annotations.length)
  for (const { events } of found.dataRowProjects) assert.ok(events.length >= 5 && events.length <= 8)
})

test('the team of a bench export has 12 to 40 people, and at most a third of them label on one day', () => {
  const { labels } = readExport([...benchExport(BYTES)].map(line => JSON.parse(line)))
  const people = new Set(labels.map(({ createdBy }) => createdBy))
  assert.ok(people.size >= 12 && people.size <= 40, `${people.size} people`)
  const byDay = Map.groupBy(labels, ({ createdAt }) => Math.floor(Number(createdAt) / MICROSECONDS_OF_A_DAY))
  for (const [day, each] of byDay)
    assert.ok(new Set(each.map(({ createdBy }) => createdBy)).size <= people.size / 3, `${day} has more`)
})

test('a large row is one line of about the size asked for, with nearly all of it in frames', () => {
  const pieces = [...largeRow(BYTES)]
  const text = pieces.join('')
  assert.ok(text.length >= BYTES && text.length < BYTES + 50_000, `${text.length} bytes`)
  assert.equal(text.indexOf('\n'), text.length - 1)
  const found = readExport([JSON.parse(text)])
  assert.equal(found.dataRows.length, 1)
  assert.ok(found.annotations.length > BYTES / 1000)
})
