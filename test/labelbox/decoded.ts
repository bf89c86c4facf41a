import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { decodeChunk, decodeContent, normalizeRecord } from '../../src/labelbox/index.ts'
import {
  type Annotation,
  type Classification,
  type ContentChunk,
  type ContentRecord,
  chunkText,
  type ExportRecord,
  type Json,
  type LabelContent,
  type LabelRecord,
} from '../../src/model/index.ts'

/** The records of a fixture: an array, one object, or NDJSON. */
export function wireFixture(file: string): Json[] {
  const text = readFileSync(new URL(`../fixtures/wire/${file}`, import.meta.url), 'utf8')
  if (file.endsWith('.ndjson'))
    return text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Json)
  const value = JSON.parse(text) as Json
  return Array.isArray(value) ? value : [value]
}

export function normalized(file: string): ExportRecord {
  const [record] = wireFixture(file)
  assert.ok(record !== undefined)
  return normalizeRecord(record)
}

export interface Decoded {
  readonly content: LabelContent
  readonly chunks: readonly ContentChunk[]
  readonly annotations: readonly Annotation[]
}

/** A label's content, read back whole as the store would give it. */
export function decoded(label: LabelRecord | undefined): Decoded {
  const record = contentOf(label)
  const chunks = chunksOf(record)
  return { content: decodeContent(record), chunks, annotations: chunks.flatMap(annotationsOf) }
}

export function contentOf(label: LabelRecord | undefined): ContentRecord {
  assert.ok(label?.content)
  return label.content
}

export const chunksOf = ({ format, chunks }: ContentRecord): ContentChunk[] =>
  chunks.map(chunk => decodeChunk({ format, text: chunkText(chunk) }, chunk.groupName))

export const annotationsOf = (chunk: ContentChunk): Annotation[] => [
  ...chunk.objects,
  ...chunk.frames.flatMap(frame => frame.annotations),
]

/** Every chosen answer, text or answerless classification, nested ones after what they are nested in. */
export function answersOf(classifications: readonly Classification[]): (string | null)[][] {
  return classifications.flatMap(({ name, text, answers }) => [
    ...(answers.length === 0 ? [[name, null, text]] : []),
    ...answers.flatMap(answer => [[name, answer.name, text], ...answersOf(answer.classifications)]),
  ])
}

/** Holds a content's entries against what its chunks say when read back. */
export function assertEntriesFound(record: ContentRecord): void {
  const chunks = chunksOf(record)
  const found = chunks.flatMap((chunk, index) => annotationsOf(chunk).map(annotation => ({ index, annotation })))
  assert.deepEqual(
    record.annotations.map(({ chunk, groupName, frameNumber, featureId, schemaId, name, annotationKind, keyFrame }) => [
      chunk,
      groupName,
      frameNumber,
      featureId,
      schemaId,
      name,
      annotationKind,
      keyFrame,
    ]),
    found.map(({ index, annotation }) => [
      index,
      annotation.groupName,
      annotation.frameNumber,
      annotation.featureId,
      annotation.schemaId,
      annotation.name,
      annotation.annotationKind,
      annotation.keyFrame,
    ]),
  )
  for (const [index, { annotation }] of found.entries())
    assert.deepEqual(
      record.classifications
        .filter(entry => entry.annotation === index)
        .map(({ name, answer, text }) => [name, answer, text]),
      answersOf(annotation.classifications),
    )
  assertLooseEntriesFound(record, chunks)
  for (const [index, { firstFrame, lastFrame, frameCount }] of record.chunks.entries()) {
    const numbers = chunks[index]?.frames.map(frame => frame.number) ?? []
    assert.deepEqual([firstFrame, lastFrame, frameCount], [numbers[0] ?? null, numbers.at(-1) ?? null, numbers.length])
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    )
  }
}

function assertLooseEntriesFound(record: ContentRecord, chunks: readonly ContentChunk[]): void {
  const content = decodeContent(record)
  const places = [content, ...content.groups.values(), ...chunks.flatMap(chunk => chunk.frames)]
  const expected = places.flatMap(({ classifications, relationships }) => [
    ...answersOf(classifications),
    ...relationships.flatMap(relationship => answersOf(relationship.classifications)),
  ])
  const entries = record.classifications.filter(entry => entry.annotation === null)
  const sorted = (list: readonly unknown[]) => list.map(item => JSON.stringify(item)).sort()
  assert.deepEqual(sorted(entries.map(({ name, answer, text }) => [name, answer, text])), sorted(expected))
}
