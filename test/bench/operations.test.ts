import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { buildSchema, parse, validate } from 'graphql'
import { OPERATIONS, readOperation } from './operations.ts'

suite('the operations of the benchmark', () => {
  for (const name of OPERATIONS) {
    test(`${name} is one that the schema answers`, async () => {
      const sdl = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8')
      const errors = validate(buildSchema(sdl), parse(await readOperation(name)))
      assert.deepEqual(
        errors.map(error => error.message),
        [],
      )
    })
  }
})
