import { open } from 'node:fs/promises'

/**
 * The anchor: the least a program can do with an export. Reads it, cuts it at line feeds, decodes and parses each
 * line, and keeps nothing.
 */
const CHUNK = 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })
const handle = await open(process.argv[2] ?? '')
let rest = Buffer.alloc(0)
for (;;) {
  const chunk = Buffer.allocUnsafeSlow(CHUNK)
  const { bytesRead } = await handle.read(chunk, 0, CHUNK)
  if (bytesRead === 0) break
  const read = chunk.subarray(0, bytesRead)
  const bytes = rest.length > 0 ? Buffer.concat([rest, read]) : read
  let start = 0
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    JSON.parse(decoder.decode(bytes.subarray(start, end)))
    start = end + 1
  }
  rest = bytes.subarray(start)
}
if (rest.length > 0) JSON.parse(decoder.decode(rest))
await handle.close()
