import type { UpstreamContent } from '../../src/demo/index.ts'
import { encodePng, encodeRgbPng } from '../../src/masks/index.ts'
import type { JsonObject } from '../../src/model/index.ts'

/* Pictures whose areas are known without decoding them. */

const SIDE = 64

/** A mask of so many pixels, row by row from the top left. */
export function pictureOf(area: number): Buffer {
  return encodePng({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE).fill(1, 0, area) })
}

export type Color = readonly [red: number, green: number, blue: number]

/** An image of masks one after the other, each of so many pixels in its colour; what is left is black. */
export function compositeOf(masks: readonly { readonly color: Color; readonly area: number }[]): Buffer {
  const data = new Uint8Array(SIDE * SIDE * 3)
  let pixel = 0
  for (const { color, area } of masks) for (let i = 0; i < area; i++) data.set(color, 3 * pixel++)
  return encodeRgbPng({ width: SIDE, height: SIDE, data })
}

/** A colour for each number; none is black. */
export function colorOf(number: number): Color {
  return [1 + (number % 250), Math.floor(number / 250), 7]
}

/** The masks that an upstream draws. They may be redrawn while it serves. */
export interface Drawn {
  /** Frames documents by label and group as in their URLs, `label1/axial`. */
  readonly frames: Map<string, readonly JsonObject[]>
  /** Areas by feature and frame, `feature1/7`; by the feature alone where its URL has no frame. */
  readonly areas: Map<string, number>
  /** Composites by id and frame, `composite1/7`. */
  readonly composites: Map<string, Buffer>
}

export function createDrawn(): Drawn {
  return { frames: new Map(), areas: new Map(), composites: new Map() }
}

export function contentOf({ frames, areas, composites }: Drawn): UpstreamContent {
  return {
    frames: (labelId, group) => frames.get(`${labelId}/${group}`) ?? null,
    mask(featureId, index) {
      const area = areas.get(index === null ? featureId : `${featureId}/${index}`)
      return area === undefined ? null : pictureOf(area)
    },
    composite: (compositeId, index) => composites.get(`${compositeId}/${index}`) ?? null,
  }
}
