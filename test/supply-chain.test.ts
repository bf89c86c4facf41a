import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8')
const MOST_RUNTIME_PACKAGES = 220

interface Locked {
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly peer?: boolean
  readonly hasInstallScript?: boolean
  readonly integrity?: string
  readonly resolved?: string
}

const { packages } = JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }
const runtime = Object.entries(packages).filter(
  ([path, { dev, devOptional, peer }]) => path && !dev && !devOptional && !peer,
)

suite('the packages', () => {
  test(`that run are at most ${MOST_RUNTIME_PACKAGES}`, () => {
    assert.ok(runtime.length <= MOST_RUNTIME_PACKAGES, `there are ${runtime.length}`)
    assert.ok(runtime.length > 20)
  })

  test('come from the npm registry with a checksum, in exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(String(version), /^\d+\.\d+\.\d+$/, name)
    for (const [path, { integrity, resolved }] of Object.entries(packages)) {
      if (path === '') continue
      assert.match(integrity ?? '', /^sha512-/, path)
      // Absent: the registry.
      assert.match(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, path)
    }
  })

  test('with an install script are the bundled Node, and none that slicegraph needs', () => {
    const { allowScripts } = JSON.parse(read('package.json'))
    const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
    const names = withScript.map(([path]) => path.replace(/^.*node_modules\//, ''))
    assert.deepEqual(
      names.filter(name => allowScripts[name] !== false && name !== 'fsevents'),
      ['node'],
    )
  })

  test('are all in the SBOM, in CycloneDX', () => {
    const text = execFileSync('npm', ['run', '--silent', 'sbom'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const { bomFormat, components } = JSON.parse(text) as {
      bomFormat: string
      components: { name: string; purl?: string }[]
    }
    assert.equal(bomFormat, 'CycloneDX')
    const nameOf = (path: string) => path.replace(/^.*node_modules\//, '')
    assert.deepEqual(new Set(components.map(({ name }) => name)), new Set(runtime.map(([path]) => nameOf(path))))
    assert.ok(components.every(({ purl }) => purl?.startsWith('pkg:npm/')))
  })
})

suite('the workflows', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map(path => [path, read(path)] as const)

  test('are there', () => {
    const names = workflows.map(([path]) => path.replaceAll('\\', '/').replace('.github/workflows/', ''))
    assert.deepEqual(names.sort(), ['ci.yml', 'codeql.yml', 'dependency-review.yml', 'release.yml'])
  })

  for (const [path, text] of workflows)
    test(`${path} uses actions by commit, with no more rights than it needs`, () => {
      const uses = [...text.matchAll(/uses: *(.*)/g)].map(([, action = '']) => action)
      assert.ok(uses.length > 0)
      for (const action of uses) assert.match(action, /^[\w-]+\/[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/)
      assert.match(text, /^permissions:\n {2}contents: read\n/m)
      assert.doesNotMatch(text, /pull_request_target|secrets\.|write-all/)
      // An event's text in a script is run as a part of it.
      assert.doesNotMatch(text, /run:.*\$\{\{/)
      const checkouts = text.split('uses: actions/checkout@').length - 1
      assert.equal(text.split('persist-credentials: false').length - 1, checkouts)
    })
})
