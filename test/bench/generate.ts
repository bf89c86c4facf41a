import { once } from 'node:events'
import { benchExport } from './bench-export.ts'

/** Prints an export of about as many bytes as the argument says. */
const BLOCK = 1024 * 1024

let block: string[] = []
let size = 0
for (const line of benchExport(Number(process.argv[2]))) {
  block.push(line)
  size += line.length
  if (size < BLOCK) continue
  if (!process.stdout.write(block.join(''))) await once(process.stdout, 'drain')
  block = []
  size = 0
}
process.stdout.write(block.join(''))
