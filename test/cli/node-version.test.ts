import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const CHECK = fileURLToPath(new URL('../../src/node-version.js', import.meta.url))

/** Runs the check in a process that says it is this version of Node. */
function runAs(version: string) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); await import(${JSON.stringify(CHECK)})`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', pretend], { encoding: 'utf8' })
}

for (const version of ['18.20.0', '20.19.5', '23.11.0']) {
  test(`Node ${version} is refused in one sentence`, () => {
    const { status, stderr, stdout } = runAs(version)
    assert.equal(status, 1)
    assert.equal(stdout, '')
    assert.match(
      stderr,
      new RegExp(`^slicegraph needs Node 24 or newer, and this is Node ${version.replaceAll('.', '\\.')} .*\\n$`),
    )
  })
}

for (const version of ['24.0.0', '26.1.0', '100.0.0']) {
  test(`Node ${version} passes`, () => assert.equal(runAs(version).status, 0))
}

const { engines, scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

test('the check is of the version that package.json asks for', () => assert.equal(engines.node, '>=24'))

for (const [name, command] of Object.entries<string>(scripts)) {
  test(`npm run ${name} checks the version before anything else, hooks or not`, () => {
    const isGuarded = command.split(' && ').every(part => part.startsWith('npm run ') && part.slice(8) in scripts)
    const first = /^node (--import \.\/src\/node-version\.js src\/cli\.js|src\/node-version\.js( && |$))/
    if (!isGuarded && !/^npm run codegen /.test(command)) assert.match(command, first)
  })
}

test('a preloaded check stops before a TypeScript file is read', () => {
  const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.5'})`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', old, '--import', CHECK, 'missing.ts'], {
    encoding: 'utf8',
  })
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /^slicegraph needs Node 24 [^\n]*`npm rebuild node [^\n]*\n$/)
})
