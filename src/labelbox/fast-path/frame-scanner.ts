import { isAscii } from 'node:buffer'
import { areaWithin, type Bounds, cornersWithin, type Json, type JsonObject, lengthOver } from '../../model/index.ts'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  Nesting,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  parseJson,
  QUOTE,
  ZERO,
} from '../../source/index.ts'
import { ByteCursor } from './byte-cursor.ts'
import { type DraftEntry, type LiftedFrame, LiftedFrames, type LiftedObject } from './lifted-frames.ts'
import { StringPool } from './string-pool.ts'

/**
 * Reads v2 frames from the bytes of a record: JSON without whitespace or repeated keys. It gives up at anything else,
 * since JSON.parse reads everything.
 */
export class FrameScanner extends ByteCursor {
  readonly #isAscii: boolean
  readonly #pool: StringPool
  #objects: LiftedObject[] = []
  #failed = false

  constructor(bytes: Buffer) {
    super(bytes)
    this.#isAscii = isAscii(bytes)
    this.#pool = new StringPool(bytes)
  }

  /** The frames whose opening bracket is at `from`, up to `at`; null where they are not as expected. */
  frames(from: number): LiftedFrames | null {
    this.at = from + 1
    this.#failed = false
    const frames: LiftedFrame[] = []
    this.#objects = []
    let before = -1
    do {
      const start = this.at
      const number = this.#frameNumber()
      if (number <= before) return null
      before = number
      const frame = this.#frame(number, start)
      if (frame === null) return null
      frames.push(frame)
    } while (this.take(COMMA))
    return this.take(CLOSE_BRACE) && !this.#failed
      ? new LiftedFrames(this.bytes, this.#isAscii, frames, this.#objects)
      : null
  }

  /** Reads the number with its quotes and colon; -1 for anything else. */
  #frameNumber(): number {
    if (!this.take(QUOTE)) return -1
    const start = this.at
    let number = 0
    for (let digit = this.digit(); digit >= 0; digit = this.digit()) {
      number = number * 10 + digit
      this.at++
    }
    const length = this.at - start
    const plain = length === 1 || (length > 1 && length < 10 && this.bytes[start] !== ZERO)
    return plain && this.take(QUOTE) && this.take(COLON) ? number : -1
  }

  #frame(number: number, from: number): LiftedFrame | null {
    const first = this.#objects.length
    let hasObjects = false
    const attached: { classifications?: Json; relationships?: Json } = {}
    if (!this.take(OPEN_BRACE)) return null
    do {
      if (!hasObjects && this.takeAll(OBJECTS)) {
        if (!this.#objectsOf(number)) return null
        hasObjects = true
      } else if (attached.classifications === undefined && this.takeAll(CLASSIFICATIONS)) {
        attached.classifications = this.takeAll(EMPTY_LIST) ? NOTHING : this.#parsed()
      } else if (attached.relationships === undefined && this.takeAll(RELATIONSHIPS)) {
        attached.relationships = this.takeAll(EMPTY_LIST) ? NOTHING : this.#parsed()
      } else return null
    } while (this.take(COMMA))
    if (!this.take(CLOSE_BRACE)) return null
    const bare = isNothing(attached.classifications) && isNothing(attached.relationships)
    return {
      number,
      from,
      to: this.at,
      first,
      end: this.#objects.length,
      attached: bare ? null : (attached as JsonObject),
    }
  }

  #objectsOf(frameNumber: number): boolean {
    if (this.takeAll(EMPTY_LIST) || this.takeAll(EMPTY_OBJECT)) return true
    if (!this.take(OPEN_BRACE)) return false
    this.#pool.beginSet()
    do {
      const keyFrom = this.at + 1
      // JSON.parse would move keys that are numbers to the front.
      const first = this.bytes[keyFrom] ?? 0
      if (first >= ZERO && first <= NINE) return false
      const key = this.#string()
      const keyTo = this.at - 1
      if (key === null || key === '' || !this.#pool.addToSet() || !this.take(COLON)) return false
      const start = this.at
      const object = this.#plainObject(frameNumber, key, keyFrom, keyTo) ?? this.#parsedObject(key, start)
      if (object === null) return false
      this.#objects.push(object)
    } while (this.take(COMMA))
    return this.take(CLOSE_BRACE)
  }

  /** An object with texts, no answers and one geometry that can be measured here; null for any other. */
  #plainObject(frameNumber: number, key: string, keyFrom: number, keyTo: number): DraftEntry | null {
    if (!this.take(OPEN_BRACE)) return null
    let featureId: string | null = null
    let schemaId: string | null = null
    let name: string | null = null
    let annotationKind: string | null = null
    let hasAnswers = false
    let hasGeometry = false
    let area: number | null = null
    let length: number | null = null
    let isMask = false
    let bounds: Bounds | null = null
    do {
      if (featureId === null && this.takeAll(FEATURE_ID)) {
        if (!this.takeSame(keyFrom - 1, keyTo + 1)) return null
        featureId = key
      } else if (name === null && this.takeAll(NAME)) {
        name = this.#string()
        if (name === null) return null
      } else if (annotationKind === null && this.takeAll(ANNOTATION_KIND)) {
        annotationKind = this.#string()
        if (annotationKind === null) return null
      } else if (!hasAnswers && this.takeAll(CLASSIFICATIONS)) {
        if (!this.takeAll(EMPTY_LIST)) return null
        hasAnswers = true
      } else if (!hasGeometry && this.takeAll(LINE)) {
        if (!this.#points()) return null
        length = lengthOver(coordinates, this.#pointCount)
        bounds = cornersWithin(coordinates, this.#pointCount)
        hasGeometry = true
      } else if (!hasGeometry && this.takeAll(POLYGON)) {
        if (!this.#points()) return null
        area = areaWithin(coordinates, this.#pointCount)
        bounds = cornersWithin(coordinates, this.#pointCount)
        hasGeometry = true
      } else if (!hasGeometry && this.takeAll(MASK_URL)) {
        if (!this.skipString() || !this.take(CLOSE_BRACE)) return null
        hasGeometry = true
        isMask = true
      } else if (schemaId === null && this.takeAll(SCHEMA_ID)) {
        schemaId = this.#string()
        if (schemaId === null) return null
      } else return null
    } while (this.take(COMMA))
    if (!this.take(CLOSE_BRACE) || !hasGeometry || annotationKind === null || featureId === null) return null
    return {
      chunk: -1,
      groupName: null,
      frameNumber,
      featureId,
      schemaId,
      name,
      annotationKind,
      keyFrame: null,
      area,
      length,
      isMask,
      bounds,
    }
  }

  #parsedObject(key: string, from: number): LiftedObject | null {
    this.at = from
    if (this.bytes[from] !== OPEN_BRACE) return null
    const wire = this.#parsed() as JsonObject
    return this.#failed ? null : { key, wire }
  }

  /** An object or list as `parseJson` reads it. A fault fails the scan: parsing the whole record reports it. */
  #parsed(): Json {
    const from = this.at
    nesting.reset()
    const opens = this.bytes[from] === OPEN_BRACE || this.bytes[from] === OPEN_BRACKET
    if (opens) this.at = nesting.scan(this.bytes, from)
    const parsed = parseJson(this.bytes.subarray(from, this.at), LEVELS_AROUND)
    if (parsed.fault === undefined) return parsed.value
    this.#failed = true
    return null
  }

  /** A string without escapes. */
  #string(): string | null {
    if (this.bytes[this.at] !== QUOTE) return null
    const text = this.#pool.read(this.at + 1)
    if (text !== null) this.at = this.#pool.end + 1
    return text
  }

  #pointCount = 0

  /** A list of points with x and y, in this order, and nothing else. */
  #points(): boolean {
    this.#pointCount = 0
    if (this.takeAll(EMPTY_LIST)) return true
    if (!this.take(OPEN_BRACKET)) return false
    do {
      if (!this.takeAll(POINT_X) || !this.#coordinate(this.#pointCount * 2)) return false
      if (!this.takeAll(POINT_Y) || !this.#coordinate(this.#pointCount * 2 + 1)) return false
      if (!this.take(CLOSE_BRACE)) return false
      this.#pointCount++
    } while (this.take(COMMA))
    return this.take(CLOSE_BRACKET)
  }

  #coordinate(place: number): boolean {
    if (place >= coordinates.length) coordinates = grown(coordinates)
    return this.number(coordinates, place)
  }
}

/** Shared as the coordinates are. */
const nesting = new Nesting()

/** x and y in turn. Shared by all scanners, of which one works at a time. */
let coordinates: Float64Array = new Float64Array(1024)

function grown(full: Float64Array): Float64Array {
  const larger = new Float64Array(full.length * 2)
  larger.set(full)
  return larger
}

/** From the row to the objects of a frame. */
const LEVELS_AROUND = 11

const NOTHING: readonly Json[] = []
const isNothing = (value: Json | undefined) => value === undefined || value === NOTHING

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text))

const OBJECTS = bytesOf('"objects":')
const CLASSIFICATIONS = bytesOf('"classifications":')
const RELATIONSHIPS = bytesOf('"relationships":')
const FEATURE_ID = bytesOf('"feature_id":')
const SCHEMA_ID = bytesOf('"feature_schema_id":')
const NAME = bytesOf('"name":')
const ANNOTATION_KIND = bytesOf('"annotation_kind":')
const LINE = bytesOf('"line":')
const POLYGON = bytesOf('"polygon":')
const MASK_URL = bytesOf('"mask":{"url":')
const POINT_X = bytesOf('{"x":')
const POINT_Y = bytesOf(',"y":')
const EMPTY_LIST = bytesOf('[]')
const EMPTY_OBJECT = bytesOf('{}')
