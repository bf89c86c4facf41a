import { decodePng } from '../../src/masks/index.ts'
import { bombInTexts, TOO_LARGE } from './bombs.ts'

/* Decodes every bomb, and prints how much the memory of this process grew by that. */

const bombs = [...Object.values(TOO_LARGE).map(png => png()), bombInTexts()]
const before = process.resourceUsage().maxRSS
for (const bomb of bombs)
  try {
    decodePng(bomb)
  } catch {
    // hostile-png.test.ts expects the codes.
  }
console.log(JSON.stringify({ count: bombs.length, grownKib: process.resourceUsage().maxRSS - before }))
