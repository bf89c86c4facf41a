import type { UpstreamContent } from '../../src/demo/index.ts'
import { encodePng } from '../../src/masks/index.ts'
import { openEmulator } from '../emulator/index.ts'

/*
 * Serves grey masks, each another one: `mask-upstream.ts MASKS SIDE DELAY_MS`. Drawn before it says where it is, so
 * that an answer costs its delay and next to nothing else.
 */

const [masks = 0, side = 0, delayMs = 0] = process.argv.slice(2).map(Number)
const RADIUS = 20

const pictures = Array.from({ length: masks }, (_, number) => draw(number))
const content: UpstreamContent = {
  frames: () => null,
  mask: (featureId, index) => pictures[(index ?? 0) + Number(featureId.replace(/^\D+/, ''))] ?? null,
  composite: () => null,
}
const { origin, key } = await openEmulator({ content, delayMs })
console.log(`${origin} ${key}`)

/** A disc of 40 pixels, no two in the same place. */
function draw(number: number): Buffer {
  const room = side - 2 * RADIUS
  const [left, top] = [RADIUS + (number % room), RADIUS + ((Math.floor(number / room) * 7) % room)]
  const data = new Uint8Array(side * side)
  for (let y = -RADIUS; y <= RADIUS; y++) {
    const half = Math.floor(Math.sqrt(RADIUS ** 2 - y ** 2))
    const middle = (top + y) * side + left
    data.fill(1, middle - half, middle + half + 1)
  }
  return encodePng({ width: side, height: side, data })
}
