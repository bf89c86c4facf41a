import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { buildSchema, parse, validate } from 'graphql'
import { attackDocuments } from './attacks.ts'
import { createDocuments } from './generated.ts'
import { legitimateDocuments } from './legitimate.ts'
import type { DocumentRequest, Known } from './request.ts'

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'))
const known: Known = {
  dataRows: ['row1', 'row2', 'row3', 'row4', 'row5', 'row6', 'row7', 'row8'],
  globalKeys: ['key1', 'key2', 'key3', 'key4', 'key5', 'key6', 'key7', 'key8'],
  labels: ['label1', 'label2', 'label3', 'label4', 'label5', 'label6', 'label7', 'label8'],
  projects: ['project1', 'project2', 'project3', 'project4'],
}
const faultsOf = ({ name, body }: DocumentRequest) =>
  validate(schema, parse(JSON.parse(body).query)).map(({ message }) => `${name}: ${message}`)

suite('documents of the benchmark', () => {
  test('200 attacks of 30 classes', () => {
    const attacks = attackDocuments(known)
    assert.ok(attacks.length >= 200, `${attacks.length}`)
    assert.ok(new Set(attacks.map(({ name }) => name)).size >= 30)
  })

  test('150 legitimate documents, all valid', () => {
    const documents = legitimateDocuments(known)
    assert.ok(documents.length >= 150, `${documents.length}`)
    assert.deepEqual(documents.flatMap(faultsOf), [])
  })

  test('500 generated documents, all valid and the same each time', () => {
    const documents = createDocuments(known, 500)
    assert.equal(documents.length, 500)
    assert.deepEqual(documents.flatMap(faultsOf), [])
    assert.deepEqual(createDocuments(known, 500), documents)
  })

  test('the small attacks are valid, so that only a limit stops them', () => {
    const malformed = new Set([
      'page size',
      'depth',
      'unknown fields',
      'fragment cycle',
      'batch',
      'doubling fragments',
      'deep introspection',
    ])
    // Validating the large ones takes seconds.
    const small = attackDocuments(known).filter(({ name, body }) => body.length < 4000 && !malformed.has(name))
    assert.ok(small.length >= 80, `${small.length}`)
    assert.deepEqual(small.flatMap(faultsOf), [])
  })
})
