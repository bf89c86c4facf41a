import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { named, ROOT, table } from './documents.ts'

suite('the threats of SECURITY.md', () => {
  const threats = table('SECURITY.md', 'Threats')

  test('are listed', () => assert.ok(threats.length > 15))

  for (const [threat = '', , tests] of threats)
    test(`${threat}: has a test`, () => {
      const files = named(tests)
      assert.ok(files.length > 0, 'no test is named')
      for (const file of files) {
        assert.match(file, /^test\/.*\.test\.ts$|^\.github\//)
        assert.ok(existsSync(join(ROOT, file)), `${file} is missing`)
      }
    })
})
