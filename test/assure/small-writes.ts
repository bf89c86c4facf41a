import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'

/** A small write that changes nothing, every 200 ms until stdin ends; then prints how many and how long the longest took. */
const EVERY_MS = 200

const database = new DatabaseSync(process.argv[2] ?? '', { timeout: 60_000 })
let count = 0
let longestMs = 0

function write(): void {
  const started = performance.now()
  database.exec('begin immediate; update state set version = version; commit')
  longestMs = Math.max(longestMs, performance.now() - started)
  count++
}

const timer = setInterval(write, EVERY_MS)
process.stdin.resume()
await once(process.stdin, 'end')
clearInterval(timer)
database.close()
console.log(JSON.stringify({ count, longestMs }))
