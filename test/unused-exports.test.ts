import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { ROOT, read } from './docs/documents.ts'

/** Types of values that other files export again: declaration files have to name them. */
const DECLARED = ['src/store/entities/entity.ts Entity', 'src/store/entry-table.ts EntryTable']
/** Entries of the package, imported by its users. */
const ENTRIES = /^src\/(scalars|possible-types|index|generated\/.*)\.ts$/

const files = globSync(['src/**/*.{ts,js}', 'test/**/*.ts'], { cwd: ROOT }).map(file => file.replaceAll('\\', '/'))
const texts = new Map(files.map(file => [file, read(file).replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')]))

/** The files that import a name, whichever module it is from. */
const importers = new Map<string, Set<string>>()
for (const [file, text] of texts)
  for (const [, names = ''] of text.matchAll(/\bimport\s+(?:type\s+)?(?:\w+\s*,\s*)?\{([^}]*)\}/g))
    for (const [name] of names.matchAll(/\b(?!type\b)\w+/g)) add(name, file)
for (const [file, text] of texts) {
  for (const [, name = ''] of text.matchAll(/\bimport\([^)]*\)\)?\.(\w+)/g)) add(name, file)
  for (const [, names = ''] of text.matchAll(/\{([^{}]*)\} = await import\(/g))
    for (const [name] of names.matchAll(/\w+/g)) add(name, file)
}

function add(name: string, file: string): void {
  importers.set(name, (importers.get(name) ?? new Set()).add(file))
}

test('every name that a file of src exports is imported by another file', () => {
  const unused: string[] = []
  for (const [file, text] of texts) {
    if (!file.startsWith('src/') || ENTRIES.test(file)) continue
    const own = text.matchAll(/^export (?:async )?(?:const|let|function\*?|class|interface|type) \*?(\w+)/gm)
    const passed = text.matchAll(/^export (?:type )?\{([^}]*)\} from/gm)
    const names = [...own].map(([, name = '']) => name)
    for (const [, list = ''] of passed)
      names.push(...list.split(',').flatMap(each => each.match(/\w+(?=\s*$)/)?.[0] ?? []))
    for (const name of names) {
      const others = [...(importers.get(name) ?? [])].filter(importer => importer !== file)
      if (name !== 'from' && others.length === 0) unused.push(`${file} ${name}`)
    }
  }
  assert.deepEqual(unused.sort(), DECLARED)
})
