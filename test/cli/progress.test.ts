import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LOAD_REPORT } from '../../src/cli/load-report.ts'
import { createBar, createLines } from '../../src/cli/progress.ts'
import type { IngestProgress } from '../../src/ingest/index.ts'

const HALF: IngestProgress = {
  source: 'exports/a.ndjson',
  bytesRead: 50_000_000,
  bytesTotal: 100_000_000,
  records: 1_234,
  rejected: 2,
  elapsedMs: 10_000,
}

/** A display with a clock that the test moves. */
function watch(create: typeof createBar | typeof createLines) {
  let time = 0
  let written = ''
  const write = (text: string) => {
    written += text
  }
  const now = () => time
  const display = create === createBar ? createBar(LOAD_REPORT, write, 120, now) : createLines(LOAD_REPORT, write, now)
  return {
    display,
    at(ms: number) {
      time = ms
      return display
    },
    read() {
      const text = written
      written = ''
      return text
    },
  }
}

suite('the bar', () => {
  test('shows part, rate, time left, records and rejected', () => {
    const { display, read } = watch(createBar)
    display.update(HALF)
    assert.equal(
      read(),
      '\r\x1b[2Ka.ndjson  [##########..........] 50 %  5.0 MB/s  0:10 left  1,234 records  2 rejected',
    )
  })

  test('is drawn ten times a second at most', () => {
    const { at, read } = watch(createBar)
    at(0).update(HALF)
    read()
    at(99).update(HALF)
    assert.equal(read(), '')
    at(100).update(HALF)
    assert.notEqual(read(), '')
  })

  test('shows bytes and records of a stream of unknown length', () => {
    const { display, read } = watch(createBar)
    display.update({ ...HALF, source: '-', bytesTotal: null, rejected: 0 })
    assert.equal(read(), '\r\x1b[2K-  50.0 MB  5.0 MB/s  1,234 records')
  })

  test('never wraps and leaves a clean line', () => {
    let written = ''
    const bar = createBar(LOAD_REPORT, text => (written = text), 20)
    bar.update(HALF)
    assert.equal(written.length, '\r\x1b[2K'.length + 19)
    bar.finish()
    assert.equal(written, '\r\x1b[2K')
  })
})

suite('the lines', () => {
  test('come every five seconds and at the end of each file', () => {
    const { at, read, display } = watch(createLines)
    at(1_000).update(HALF)
    assert.equal(read(), '')
    at(5_000).update(HALF)
    assert.deepEqual(JSON.parse(read()), { event: 'progress', ...HALF, bytesPerSecond: 5_000_000, secondsLeft: 10 })
    at(6_000).update({ ...HALF, source: 'exports/b.ndjson' })
    assert.equal(JSON.parse(read()).source, 'exports/a.ndjson')
    display.finish()
    assert.equal(JSON.parse(read()).source, 'exports/b.ndjson')
  })

  test('guess nothing at the start', () => {
    const { display, read } = watch(createLines)
    display.update({ ...HALF, bytesRead: 0, elapsedMs: 0 })
    display.finish()
    const { bytesPerSecond, secondsLeft } = JSON.parse(read())
    assert.deepEqual([bytesPerSecond, secondsLeft], [null, null])
  })
})
