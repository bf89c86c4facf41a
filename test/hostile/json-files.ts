import { INVALID, recordOf, VALID } from '../ingest/json-cases.ts'
import { readJson } from '../support/graph.ts'
import { type FileCase, soundRow } from './file-case.ts'

/** Every value that JSON allows or forbids: a line between two sound ones, and an element between two. */
export async function jsonFiles(): Promise<FileCase[]> {
  const accepted = await readJson<Record<string, string>>(new URL('../fixtures/json-values.json', import.meta.url))
  const valid = [
    ...VALID,
    ...Object.entries(accepted).flatMap(([name, text]) => (/duplicated/.test(name) ? [] : [text])),
  ]
  return [
    ...valid.map(value => ({ value, isValid: true })),
    ...INVALID.map(value => ({ value, isValid: false })),
  ].flatMap(({ value, isValid }, n) => [inLines(value, isValid, n), inArray(value, isValid, n)])
}

function inLines(value: string, isValid: boolean, n: number): FileCase {
  const [before, it, after] = ['before', 'it', 'after'].map(place => `json-line-${n}-${place}`) as [
    string,
    string,
    string,
  ]
  const breaks = value.split('\n').filter(line => /[^ \t\r]/.test(line)).length - 1
  return {
    name: `line ${value.slice(0, 40)}`,
    bytes: Buffer.from(`${soundRow(before)}\n${recordOf(value, it)}\n${soundRow(after)}\n`),
    sound: isValid && !value.includes('\n') ? [before, it, after] : [before, after],
    ids: [before, it, after],
    records: value.includes('\n') ? null : 3 + Math.max(0, breaks),
  }
}

/** A value that is forbidden may take what follows with it. */
function inArray(value: string, isValid: boolean, n: number): FileCase {
  const [before, it, after] = ['before', 'it', 'after'].map(place => `json-element-${n}-${place}`) as [
    string,
    string,
    string,
  ]
  return {
    name: `element ${value.slice(0, 40)}`,
    bytes: Buffer.from(`[${soundRow(before)},\n${recordOf(value, it)},${soundRow(after)}]`),
    sound: isValid ? [before, it, after] : [before],
    ids: [before, it, after],
    records: isValid ? 3 : null,
  }
}
