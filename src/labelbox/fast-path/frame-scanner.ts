import { isAscii } from 'node:buffer'
import { areaWithin, type Json, type JsonObject, lengthOver } from '../../model/index.ts'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  parseJson,
  QUOTE,
  ZERO,
} from '../../source/index.ts'
import { ByteCursor } from './byte-cursor.ts'
import { type DraftEntry, type LiftedFrame, LiftedFrames, type LiftedObject, ParsedObject } from './lifted-frames.ts'
import { StringPool } from './string-pool.ts'

/**
 * Reads v2 frames from the bytes of a record: JSON without whitespace or repeated keys. It gives up at anything else,
 * since JSON.parse reads everything.
 */
export class FrameScanner {
  readonly #bytes: Buffer
  readonly #isAscii: boolean
  readonly #pool: StringPool
  readonly #cursor: ByteCursor
  #objects: LiftedObject[] = []
  #failed = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#isAscii = isAscii(bytes)
    this.#cursor = new ByteCursor(bytes)
    this.#pool = new StringPool(bytes)
  }

  /** After `frames`: the offset of their end. */
  get at(): number {
    return this.#cursor.at
  }

  /** The frames whose opening bracket is at `from`; null where they are not as expected. */
  frames(from: number): LiftedFrames | null {
    this.#cursor.at = from + 1
    this.#failed = false
    const frames: LiftedFrame[] = []
    this.#objects = []
    let before = -1
    do {
      const start = this.#cursor.at
      const number = this.#frameNumber()
      if (number <= before) return null
      before = number
      const frame = this.#frame(number, start)
      if (frame === null) return null
      frames.push(frame)
    } while (this.#cursor.take(COMMA))
    return this.#cursor.take(CLOSE_BRACE) && !this.#failed
      ? new LiftedFrames(this.#bytes, this.#isAscii, frames, this.#objects)
      : null
  }

  /** Reads the number with its quotes and colon; -1 for anything else. */
  #frameNumber(): number {
    if (!this.#cursor.take(QUOTE)) return -1
    const start = this.#cursor.at
    let number = 0
    for (let digit = this.#cursor.digit(); digit >= 0; digit = this.#cursor.digit()) {
      number = number * 10 + digit
      this.#cursor.at++
    }
    const length = this.#cursor.at - start
    const plain = length === 1 || (length > 1 && length < 10 && this.#bytes[start] !== ZERO)
    return plain && this.#cursor.take(QUOTE) && this.#cursor.take(COLON) ? number : -1
  }

  #frame(number: number, from: number): LiftedFrame | null {
    const first = this.#objects.length
    let hasObjects = false
    const attached: { classifications?: Json; relationships?: Json } = {}
    if (!this.#cursor.take(OPEN_BRACE)) return null
    do {
      if (!hasObjects && this.#cursor.takeAll(OBJECTS)) {
        if (!this.#objectsOf(number)) return null
        hasObjects = true
      } else if (attached.classifications === undefined && this.#cursor.takeAll(CLASSIFICATIONS)) {
        attached.classifications = this.#cursor.takeAll(EMPTY_LIST) ? NOTHING : this.#parsed()
      } else if (attached.relationships === undefined && this.#cursor.takeAll(RELATIONSHIPS)) {
        attached.relationships = this.#cursor.takeAll(EMPTY_LIST) ? NOTHING : this.#parsed()
      } else return null
    } while (this.#cursor.take(COMMA))
    if (!this.#cursor.take(CLOSE_BRACE)) return null
    const bare = isNothing(attached.classifications) && isNothing(attached.relationships)
    return {
      number,
      from,
      to: this.#cursor.at,
      first,
      end: this.#objects.length,
      attached: bare ? null : (attached as JsonObject),
    }
  }

  #objectsOf(frameNumber: number): boolean {
    if (this.#cursor.takeAll(EMPTY_LIST) || this.#cursor.takeAll(EMPTY_OBJECT)) return true
    if (!this.#cursor.take(OPEN_BRACE)) return false
    this.#pool.beginSet()
    do {
      const keyFrom = this.#cursor.at + 1
      // JSON.parse would move keys that are numbers to the front.
      const first = this.#bytes[keyFrom] ?? 0
      if (first >= ZERO && first <= NINE) return false
      const key = this.#string()
      const keyTo = this.#cursor.at - 1
      if (key === null || key === '' || !this.#pool.addToSet() || !this.#cursor.take(COLON)) return false
      const start = this.#cursor.at
      const object = this.#plainObject(frameNumber, key, keyFrom, keyTo) ?? this.#parsedObject(key, start)
      if (object === null) return false
      this.#objects.push(object)
    } while (this.#cursor.take(COMMA))
    return this.#cursor.take(CLOSE_BRACE)
  }

  /** An object with texts, no answers and one geometry that can be measured here; null for any other. */
  #plainObject(frameNumber: number, key: string, keyFrom: number, keyTo: number): DraftEntry | null {
    if (!this.#cursor.take(OPEN_BRACE)) return null
    let featureId: string | null = null
    let schemaId: string | null = null
    let name: string | null = null
    let annotationKind: string | null = null
    let hasAnswers = false
    let hasGeometry = false
    let area: number | null = null
    let length: number | null = null
    do {
      if (featureId === null && this.#cursor.takeAll(FEATURE_ID)) {
        if (!this.#cursor.takeSame(keyFrom - 1, keyTo + 1)) return null
        featureId = key
      } else if (name === null && this.#cursor.takeAll(NAME)) {
        name = this.#string()
        if (name === null) return null
      } else if (annotationKind === null && this.#cursor.takeAll(ANNOTATION_KIND)) {
        annotationKind = this.#string()
        if (annotationKind === null) return null
      } else if (!hasAnswers && this.#cursor.takeAll(CLASSIFICATIONS)) {
        if (!this.#cursor.takeAll(EMPTY_LIST)) return null
        hasAnswers = true
      } else if (!hasGeometry && this.#cursor.takeAll(LINE)) {
        if (!this.#points()) return null
        length = lengthOver(coordinates, this.#pointCount)
        hasGeometry = true
      } else if (!hasGeometry && this.#cursor.takeAll(POLYGON)) {
        if (!this.#points()) return null
        area = areaWithin(coordinates, this.#pointCount)
        hasGeometry = true
      } else if (!hasGeometry && this.#cursor.takeAll(MASK_URL)) {
        if (!this.#cursor.skipString() || !this.#cursor.take(CLOSE_BRACE)) return null
        hasGeometry = true
      } else if (schemaId === null && this.#cursor.takeAll(SCHEMA_ID)) {
        schemaId = this.#string()
        if (schemaId === null) return null
      } else return null
    } while (this.#cursor.take(COMMA))
    if (!this.#cursor.take(CLOSE_BRACE) || !hasGeometry || annotationKind === null || featureId === null) return null
    return {
      chunk: -1,
      groupName: null,
      groupKey: null,
      frameNumber,
      featureId,
      schemaId,
      name,
      annotationKind,
      keyFrame: null,
      area,
      length,
    }
  }

  #parsedObject(key: string, from: number): ParsedObject | null {
    this.#cursor.at = from
    if (this.#bytes[from] !== OPEN_BRACE) return null
    const wire = this.#parsed() as JsonObject
    if (this.#failed) return null
    return new ParsedObject(key, wire)
  }

  /** A value as `parseJson` reads it. A fault fails the scan: parsing the whole record reports it. */
  #parsed(): Json {
    const from = this.#cursor.at
    const end = this.#cursor.skip() ? this.#cursor.at : from
    const parsed = parseJson(this.#bytes.subarray(from, end), LEVELS_AROUND)
    if (parsed.fault === undefined) return parsed.value
    this.#failed = true
    return null
  }

  /** A string without escapes. */
  #string(): string | null {
    if (this.#bytes[this.#cursor.at] !== QUOTE) return null
    const text = this.#pool.read(this.#cursor.at + 1)
    if (text !== null) this.#cursor.at = this.#pool.end + 1
    return text
  }

  #pointCount = 0

  /** A list of points with x and y, in this order, and nothing else. */
  #points(): boolean {
    this.#pointCount = 0
    if (this.#cursor.takeAll(EMPTY_LIST)) return true
    if (!this.#cursor.take(OPEN_BRACKET)) return false
    do {
      if (!this.#cursor.takeAll(POINT_X) || !this.#coordinate(this.#pointCount * 2)) return false
      if (!this.#cursor.takeAll(POINT_Y) || !this.#coordinate(this.#pointCount * 2 + 1)) return false
      if (!this.#cursor.take(CLOSE_BRACE)) return false
      this.#pointCount++
    } while (this.#cursor.take(COMMA))
    return this.#cursor.take(CLOSE_BRACKET)
  }

  #coordinate(place: number): boolean {
    if (place >= coordinates.length) coordinates = grown(coordinates)
    return this.#cursor.number(coordinates, place)
  }
}

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
