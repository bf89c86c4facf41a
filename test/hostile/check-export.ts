import { checkExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { watchStalls } from '../bench/watch-stalls.ts'

/* Reads an export as a load would: `check-export.ts FILE`. Prints what that took, without the start of the process. */

const files = await listExports(process.argv.slice(2))
using stalls = watchStalls()
stalls.take()
const before = process.cpuUsage()
const { records, rejected } = await checkExports({ files })
const { user, system } = process.cpuUsage(before)
console.log(
  JSON.stringify({ processorSeconds: (user + system) / 1e6, stall: stalls.take(), stored: records - rejected }),
)
