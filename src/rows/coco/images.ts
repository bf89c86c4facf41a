import { SlicegraphError } from '../../errors.ts'
import { type DataRow, isObject, type Place } from '../../model/index.ts'
import type { Drawn } from './drawn.ts'
import { cornersAround } from './shape.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** An image of a data row. */
interface Image extends Place, Size {
  readonly isSizeKnown: boolean
}

/** In place of the number of a frame, where there is none. */
const NO_FRAME = -1
/** A fifth of 300 MB. */
const MOST_IMAGES = 10_000_000

/** The sizes of the images of one data row. */
export function createRowImages() {
  const planes = new Map<string | null, Map<number, { masks: Size; drawn: Size }>>()

  function sorted() {
    return [...planes].sort(([one], [other]) => compare(one ?? '', other ?? ''))
  }

  return {
    note([annotation, mask]: Drawn): void {
      const { groupName, frameNumber } = annotation
      const frames = planes.get(groupName) ?? new Map()
      planes.set(groupName, frames)
      const { masks, drawn } = frames.get(frameNumber ?? NO_FRAME) ?? { masks: NOTHING, drawn: NOTHING }
      const corners = cornersAround(annotation)
      frames.set(frameNumber ?? NO_FRAME, {
        masks: mask ? around(masks, mask) : masks,
        drawn: corners ? around(drawn, { width: Math.ceil(corners.right), height: Math.ceil(corners.bottom) }) : drawn,
      })
    },
    /** By plane and frame. */
    list({ mediaAttributes }: DataRow): readonly Image[] {
      const exported = sizeIn(mediaAttributes)
      return sorted().flatMap(([groupName, frames]) => {
        const ofPlane = [...frames.values()].reduce((size, { masks }) => around(size, masks), NOTHING)
        const numbers = [...frames.keys()].sort((one, other) => one - other)
        return numbers.map((number): Image => {
          const { masks, drawn } = frames.get(number) ?? { masks: NOTHING, drawn: NOTHING }
          const known = [masks, ofPlane, exported].find(size => size !== NOTHING)
          const frameNumber = number === NO_FRAME ? null : number
          return { groupName, frameNumber, ...(known ?? around(drawn, ONE_PIXEL)), isSizeKnown: known !== undefined }
        })
      })
    },
  }
}

const NOTHING: Size = { width: 0, height: 0 }
const ONE_PIXEL: Size = { width: 1, height: 1 }

function around(one: Size, other: Size): Size {
  if (other === NOTHING) return one
  return { width: Math.max(one.width, other.width), height: Math.max(one.height, other.height) }
}

function sizeIn(mediaAttributes: DataRow['mediaAttributes']): Size {
  if (!isObject(mediaAttributes)) return NOTHING
  const { width, height } = mediaAttributes
  return isSide(width) && isSide(height) ? { width, height } : NOTHING
}

const isSide = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

interface Plane {
  readonly groupName: string | null
  /** Id of its first image. */
  readonly first: number
  /** Ascending. */
  readonly frames: Int32Array
}

/** The ids of images, from 1 in the order in which they are added. Four bytes for each, since an export has millions. */
export function createImageIds() {
  /** A number: the row has one image, which is the row itself. */
  const rows = new Map<string, number | readonly Plane[]>()
  let count = 0

  return {
    /** @returns the id of the first one */
    add(dataRowId: string, images: readonly Place[]): number {
      const first = count + 1
      if (images.length === 0) return first
      count += images.length
      if (count > MOST_IMAGES) throw new SlicegraphError('COST_LIMIT_EXCEEDED', TOO_MANY_IMAGES)
      const [only] = images
      const isWhole = images.length === 1 && only?.groupName === null && only.frameNumber === null
      rows.set(dataRowId, isWhole ? first : planesOf(images, first))
      return first
    },
    /** Undefined for an image that was not there when images were written. */
    idOf(dataRowId: string, { groupName, frameNumber }: Place): number | undefined {
      const planes = rows.get(dataRowId)
      if (planes === undefined) return undefined
      if (typeof planes === 'number') return groupName === null && frameNumber === null ? planes : undefined
      const plane = planes.find(each => each.groupName === groupName)
      const index = plane ? indexIn(plane.frames, frameNumber ?? NO_FRAME) : undefined
      return plane && index !== undefined ? plane.first + index : undefined
    },
    count: () => count,
  }
}

function planesOf(images: readonly Place[], first: number): readonly Plane[] {
  let next = first
  return [...Map.groupBy(images, image => image.groupName)].map(([groupName, own]) => {
    const plane = { groupName, first: next, frames: Int32Array.from(own, image => image.frameNumber ?? NO_FRAME) }
    next += own.length
    return plane
  })
}

function indexIn(frames: Int32Array, frame: number): number | undefined {
  let low = 0
  let high = frames.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = frames[middle] as number
    if (found === frame) return middle
    if (found < frame) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

const TOO_MANY_IMAGES = `The labels have more than ${MOST_IMAGES.toLocaleString('en-US')} images. Ask for fewer with a filter.`
