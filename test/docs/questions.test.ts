import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { suite, test } from 'node:test'
import { blocksOf, named, ROOT, read, table } from './documents.ts'

suite('the page of questions', () => {
  const paths = globSync('test/queries/questions/*.graphql', { cwd: ROOT }).sort()
  const withoutTitle = (text: string) => text.replace(/^#.*\n/, '')

  test('names every document with its question', () => {
    const rows = table('docs/questions.md', 'All questions').map(([question, link]) => [question, named(link)[0]])
    assert.deepEqual(
      rows,
      paths.map(path => [/^# (.*)/.exec(read(path))?.[1], path.split('/').at(-1)?.replace('.graphql', '')]),
    )
  })

  test('shows documents as they are', () => {
    const shown = blocksOf('docs/questions.md').map(({ text }) => text)
    const known = new Set(paths.map(path => withoutTitle(read(path))))
    assert.equal(shown.length, 3)
    for (const text of shown) assert.ok(known.has(text), text)
  })
})
