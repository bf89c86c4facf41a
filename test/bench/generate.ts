import { once } from 'node:events'
import { benchExport, largeRow } from './bench-export.ts'

/**
 * Prints an export of about as many bytes as the first argument says. A second argument gives the size of one record that
 * is printed in addition, between the two halves.
 */
const BLOCK = 1024 * 1024
const [bytes = 0, recordBytes = 0] = process.argv.slice(2).map(Number)

let block: string[] = []
let size = 0
let printed = 0
let hasRecord = recordBytes === 0
for (const line of benchExport(bytes)) {
  await print(line)
  printed += line.length
  if (hasRecord || printed < bytes / 2) continue
  for (const piece of largeRow(recordBytes)) await print(piece)
  hasRecord = true
}
process.stdout.write(block.join(''))

async function print(text: string): Promise<void> {
  block.push(text)
  size += text.length
  if (size < BLOCK) return
  if (!process.stdout.write(block.join(''))) await once(process.stdout, 'drain')
  block = []
  size = 0
}
