import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Modules that every other one may import. */
const LEAVES = ['model', 'errors', 'start-thread']

/** Folders of `src/`, and files that stand in it alone. Data flows one way: a module may import these and no others. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  errors: [],
  'start-thread': [],
  scalars: [],
  config: [],
  source: [],
  upstream: [],
  kinds: [],
  labelbox: ['kinds', 'source', 'upstream'],
  masks: [],
  agreement: ['masks'],
  store: [],
  media: [],
  audit: ['store'],
  ingest: ['source', 'upstream', 'labelbox', 'store', 'media', 'masks'],
  // labelbox wrote the text that the store keeps of a label's content, so it alone can read it back.
  loaders: ['store', 'ingest', 'labelbox', 'agreement'],
  resolvers: ['generated', 'loaders', 'agreement'],
  execution: ['resolvers', 'loaders'],
  rows: ['execution', 'loaders', 'ingest', 'store'],
  server: ['audit', 'rows', 'execution', 'resolvers', 'loaders', 'ingest', 'store'],
  demo: ['masks'],
  generated: ['loaders', 'store'],
  cli: ['audit', 'config', 'demo', 'ingest', 'labelbox', 'media', 'rows', 'server', 'source', 'store', 'upstream'],
  index: ['generated', 'ingest', 'labelbox', 'media', 'scalars', 'server', 'source', 'store', 'upstream'],
}

/** The modules that may import a package. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  zod: ['kinds', 'labelbox'],
  undici: ['upstream'],
  'node:sqlite': ['store'],
  dataloader: ['loaders'],
  'graphql-scalars': ['resolvers'],
  'hyparquet-writer': ['rows'],
  graphql: ['server', 'rows', 'execution', 'resolvers', 'generated', 'demo'],
  'graphql-jit': ['execution'],
  '@graphql-typed-document-node/core': ['generated', 'index'],
  '@apollo/server': ['server'],
  fastify: ['server'],
  '@fastify/cors': ['server'],
  '@fastify/helmet': ['server'],
  '@fastify/websocket': ['server'],
  helmet: ['server'],
  'graphql-ws': ['server'],
  jose: ['server'],
  pino: ['server'],
  commander: ['cli'],
}

interface Import {
  readonly from: string
  readonly module: string
  readonly specifier: string
  readonly typeOnly: boolean
  /** Within `src/`; null for a package. */
  readonly target: string | null
}

const files = globSync('src/**/*.ts', { cwd: ROOT }).map(file => file.replaceAll('\\', '/'))
const sources = new Map(files.map(file => [file, readFileSync(posix.join(ROOT, file), 'utf8')]))
/** Written by codegen: its style is not ours, but its direction is. */
const written = files.filter(file => !file.startsWith('src/generated/'))
const imports = files.flatMap(file => importsIn(file, sources.get(file) ?? ''))

suite('architecture', () => {
  test('every module has its place in the table', () => {
    assert.deepEqual(
      [...new Set(files.map(moduleOf))].filter(name => !(name in MAY_IMPORT)),
      [],
    )
  })

  test('modules import only modules before them, types included', () => {
    const wrong = imports.filter(({ module, target }) => {
      const other = target === null ? module : moduleOf(target)
      return other !== module && !LEAVES.includes(other) && !MAY_IMPORT[module]?.includes(other)
    })
    assert.deepEqual(wrong.map(describe), [])
  })

  test('a module is imported by its index.ts', () => {
    const wrong = imports.filter(({ module, target }) => {
      if (target === null || moduleOf(target) === module) return false
      // Each generated file is a face of its own: codegen writes no index.
      return target.split('/').length > 2 && !target.endsWith('/index.ts') && moduleOf(target) !== 'generated'
    })
    assert.deepEqual(wrong.map(describe), [])
  })

  test('the leaves import no other module', () => {
    const wrong = imports.filter(
      ({ module, target }) => LEAVES.includes(module) && target !== null && moduleOf(target) !== module,
    )
    assert.deepEqual(wrong.map(describe), [])
  })

  test('what is generated is used as types or by the index, and imports types alone', () => {
    const wrong = imports.filter(
      ({ module, target, typeOnly }) =>
        target !== null &&
        (module === 'generated') !== (moduleOf(target) === 'generated') &&
        !typeOnly &&
        module !== 'index',
    )
    assert.deepEqual(wrong.map(describe), [])
  })

  test('a package belongs to its modules', () => {
    const free = new Set(builtinModules.filter(name => !name.startsWith('node:')).map(name => `node:${name}`))
    const wrong = imports.filter(({ module, specifier, target }) => {
      if (target !== null) return false
      const owners = OWNERS[packageOf(specifier)]
      return owners ? !owners.includes(module) : !free.has(specifier)
    })
    assert.deepEqual(wrong.map(describe), [])
  })

  test('every dependency has an owner, and every package imported is a dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(posix.join(ROOT, 'package.json'), 'utf8'))
    const used = new Set(imports.filter(({ target }) => target === null).map(({ specifier }) => packageOf(specifier)))
    const packages = [...used].filter(name => !name.startsWith('node:'))
    assert.deepEqual(
      packages.filter(name => !(name in dependencies)),
      [],
    )
    assert.deepEqual(
      Object.keys(dependencies).filter(name => !(name in OWNERS)),
      [],
    )
  })

  test('only index.ts re-exports', () => {
    const reexport = /^export (type )?(\{[^}]*\}|\*( as \w+)?) from /m
    const wrong = written.filter(file => !file.endsWith('/index.ts') && reexport.test(code(file)))
    assert.deepEqual(wrong, [])
  })

  test('no import leads back to its file, types included', () => {
    const edges = new Map<string, string[]>(files.map(file => [file, []]))
    for (const { from, target } of imports) if (target) edges.get(from)?.push(target)
    assert.deepEqual(cyclesIn(edges), [])
  })

  test('the table of modules has no cycle', () => {
    assert.deepEqual(cyclesIn(new Map(Object.entries(MAY_IMPORT))), [])
  })

  test('a cycle of types is seen', () => {
    assert.deepEqual(
      importsIn(
        'src/a/one.ts',
        "import type { Two } from '../b/index.ts'\nexport { type Three } from './three.ts'\nconst four: import('./four.ts').Four",
      ).map(({ target }) => target),
      ['src/b/index.ts', 'src/a/three.ts', 'src/a/four.ts'],
    )
    assert.deepEqual(
      cyclesIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
      ['b → c → b'],
    )
  })

  test('there are no default exports', () => {
    assert.deepEqual(
      written.filter(file => /^export default|\bas default\b/m.test(code(file))),
      [],
    )
  })

  test('there is no any, no @ts-ignore and no enum', () => {
    const wrong = written.filter(file => /(?<![.\w])any\b(?!\s*[:(])|^\s*(export )?(const )?enum /m.test(code(file)))
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      written.filter(file => /@ts-(ignore|nocheck|expect-error)/.test(sources.get(file) ?? '')),
      [],
    )
  })

  test('the environment is read in config alone', () => {
    assert.deepEqual(
      written.filter(file => /\bprocess\.env\b/.test(code(file))),
      ['src/config/load-settings.ts'],
    )
  })

  test('no file is long, and none is called after nothing', () => {
    const long = written.filter(file => (sources.get(file) ?? '').split('\n').length > 301)
    assert.deepEqual(long, [])
    assert.deepEqual(
      written.filter(file => /(^|[-/])(utils?|helpers?|common|misc)\b/i.test(file)),
      [],
    )
  })
})

function moduleOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '')
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function importsIn(file: string, source: string): Import[] {
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean) => {
    const target = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : null
    if (target?.endsWith('.js')) return
    found.push({ from: file, module: moduleOf(file), specifier, typeOnly, target })
  }
  const text = withoutComments(source)
  for (const [, type, names, specifier] of text.matchAll(
    /^(?:import|export)\b( type\b)?([^'"`;=]*?)from\s*['"]([^'"]+)['"]/gm,
  )) {
    add(specifier ?? '', type !== undefined || isTypesOnly(names ?? ''))
  }
  for (const [, specifier] of text.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) add(specifier ?? '', false)
  for (const [, specifier] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) add(specifier ?? '', false)
  return found
}

/** `{ type A, type B }` */
function isTypesOnly(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1]
  const each = (inner ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  return each.length > 0 && each.every(name => name.startsWith('type '))
}

function describe({ from, specifier }: Import): string {
  return `${from} imports ${specifier}`
}

/** The source without comments, strings and regular expressions. */
function code(file: string): string {
  return withoutComments(sources.get(file) ?? '')
    .replace(/\/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[dgimsuvy]*(?=[\s.,;)\]]|$)/gm, '//')
    .replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
    .replace(/`(?:\\.|[^`\\])*`/g, '``')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const path: string[] = []
  const cycles: string[] = []
  function visit(file: string): void {
    const start = path.indexOf(file)
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const next of edges.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of edges.keys()) visit(file)
  return cycles
}
