import * as z from 'zod'
import { isGiven, type Kind } from './kind.ts'

const Sides = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })

/** v2 says `bounding_box`, v1 `bbox`. */
const BoxWire = z.object({ bounding_box: Sides.nullish(), bbox: Sides.nullish() })

export const boundingBox: Kind<'BoundingBoxAnnotation'> = {
  type: 'BoundingBoxAnnotation',
  isIn: object => isGiven(object.bounding_box) || isGiven(object.bbox),
  geometry(object) {
    const { bounding_box, bbox } = BoxWire.parse(object)
    const { left, top, width, height } = (bounding_box ?? bbox) as z.output<typeof Sides>
    // A box drawn to the left or upwards has negative sides.
    const boundingBox = {
      left: startOf(left, width),
      top: startOf(top, height),
      width: Math.abs(width),
      height: Math.abs(height),
    }
    return { type: 'BoundingBoxAnnotation', boundingBox }
  },
  measure: ({ boundingBox }) => ({ area: boundingBox.width * boundingBox.height, length: null }),
  // A page makes it a document's: `page_number` in v2, `page` in v1.
  labelboxName: (object, medium) =>
    isGiven(object.page_number) || isGiven(object.page) ? 'DocumentBoundingBox' : `${medium}BoundingBox`,
}

const startOf = (start: number, size: number) => (size < 0 ? Math.max(start + size, -Number.MAX_VALUE) : start)
