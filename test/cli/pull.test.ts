import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { v2Row } from '../lazy/exports.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openCanary } from './canary.ts'
import { askEverything, measuredByProject, projectsWithMasks } from './pull-answers.ts'
import { openPullScene, type PullScene, pathsAsked } from './pull-scene.ts'
import { type Finished, finish, runCli, startCli } from './spawn-cli.ts'

const FRAMES = /^\/v1\/frames\//
const MASKS = /\/masks?\b/

const pull = ({ folder, env }: PullScene, ...args: string[]): Promise<Finished> =>
  runCli(['pull', ...args], { folder, env })

interface Summary {
  readonly frames: number
  readonly masks: number
  readonly failures: readonly { readonly id: string; readonly code: string; readonly message: string }[]
  readonly stopped: boolean
}

const summaryOf = ({ stdout }: Finished) => JSON.parse(stdout) as Summary

/** Fails unless each path was requested once, with the key or a token, and answered. */
function expectOnce({ emulator }: PullScene): void {
  assert.ok(emulator.requests.length > 0)
  assert.deepEqual(
    [...emulator.counts].filter(([, count]) => count > 1),
    [],
  )
  assert.deepEqual(
    emulator.requests.filter(({ status, carriedKey }) => (status !== 200 && status !== 204) || !carriedKey),
    [],
  )
}

suite('pull', () => {
  test('fetches everything once; then the store answers all of it without an upstream', async () => {
    await using scene = await openPullScene()
    const first = await pull(scene)
    assert.equal(first.code, 0, first.stderr)
    assert.match(first.stdout, /^\d+ groups of frames and [\d,]+ masks fetched\n$/)
    expectOnce(scene)
    const paths = [...pathsAsked(scene)]
    for (const shape of [FRAMES, /annotations\/\w+\/index\/\d+\/mask$/, /tasks\/.*masks/, /masks\/feature/, /token=/])
      assert.ok(paths.some(path => shape.test(path)))

    scene.emulator.clearRequests()
    const second = await pull(scene)
    assert.deepEqual([second.code, second.stdout], [0, '0 groups of frames and 0 masks fetched\n'])
    assert.equal(scene.emulator.requests.length, 0)

    await scene.emulator.close()
    const answers = await askEverything(scene)
    assert.ok(answers.groups > 0 && answers.masks > 100)
    assert.equal(scene.emulator.requests.length, 0)
  })

  test('--frames and --masks fetch one kind; masks that frames bring come with the next pull', async () => {
    await using scene = await openPullScene()
    const masks = summaryOf(await pull(scene, '--masks', '--json'))
    assert.ok(masks.frames === 0 && masks.masks > 0)
    assert.ok([...pathsAsked(scene)].every(path => MASKS.test(path) && !FRAMES.test(path)))
    expectOnce(scene)

    scene.emulator.clearRequests()
    const frames = summaryOf(await pull(scene, '--frames', '--json'))
    assert.ok(frames.masks === 0 && frames.frames > 0)
    assert.ok([...pathsAsked(scene)].every(path => FRAMES.test(path)))
    expectOnce(scene)

    scene.emulator.clearRequests()
    const both = summaryOf(await pull(scene, '--frames', '--masks', '--json'))
    assert.ok(both.frames === 0 && both.masks > 0)
    expectOnce(scene)
  })

  test('--project fetches nothing for other projects', async () => {
    await using scene = await openPullScene()
    const projects = await projectsWithMasks(scene)
    assert.ok(projects.length > 1)
    const wanted = projects[0] ?? ''
    const { masks } = summaryOf(await pull(scene, '--project', wanted, '--masks', '--json'))
    assert.ok(masks > 0)
    const measured = await measuredByProject(scene)
    assert.deepEqual([...measured], [[wanted, masks]])
    expectOnce(scene)
  })

  test('reports progress on stderr, and none with --quiet', async () => {
    await using scene = await openPullScene()
    const told = await pull(scene, '--json')
    const lines = told.stderr.split('\n').filter(line => line !== '')
    const events = lines.map(line => JSON.parse(line) as Record<string, unknown>)
    const { frames, masks } = summaryOf(told)
    assert.deepEqual(
      events.filter((each, index) => events[index + 1]?.stage !== each.stage),
      [
        { event: 'progress', stage: 'frames', looked: 4, total: 4, fetched: frames, failed: 0 },
        { event: 'progress', stage: 'masks', looked: masks, total: masks, fetched: masks, failed: 0 },
      ],
    )
    const quiet = await pull(scene, '--quiet')
    assert.deepEqual(quiet, { code: 0, stdout: '0 groups of frames and 0 masks fetched\n', stderr: '' })
  })

  test('exits with 3 and names what could not be fetched; a rerun requests only that', async () => {
    await using scene = await openPullScene()
    scene.emulator.misbehave({ name: 'status 404' }, { path: /v1\/frames/, times: 1 })
    scene.emulator.misbehave({ name: 'status 404' }, { path: /annotations\/.*\/mask$/, times: 3 })
    const failed = await pull(scene, '--json')
    assert.equal(failed.code, 3)
    const { failures, stopped } = summaryOf(failed)
    assert.equal(stopped, false)
    assert.deepEqual(
      failures.map(({ id, code }) => [id.split(':')[0], code]),
      [['group', 'UPSTREAM_NOT_FOUND'], ...Array(3).fill(['annotation', 'UPSTREAM_NOT_FOUND'])],
    )
    const missed = scene.emulator.requests.filter(({ status }) => status === 404).map(({ path }) => path)
    assert.equal(missed.length, 4)

    for (const path of missed) scene.emulator.misbehave({ name: 'status 404' }, { path: literally(path) })
    const forPeople = await pull(scene)
    scene.emulator.misbehave(null)
    assert.equal(forPeople.code, 3)
    for (const { id } of failures) assert.ok(forPeople.stdout.includes(`  ${id}: UPSTREAM_NOT_FOUND, `), id)
    assert.match(forPeople.stdout, /stay remote\.\nLabelbox no longer has/)
    assert.ok(forPeople.stdout.includes(`cannot be fetched: ${scene.emulator.origin} answered 404`))

    scene.emulator.clearRequests()
    const rerun = summaryOf(await pull(scene, '--json'))
    assert.deepEqual([rerun.frames, rerun.failures], [1, []])
    expectOnce(scene)
    const asked = [...pathsAsked(scene)]
    assert.deepEqual(
      missed.filter(path => !asked.includes(path)),
      [],
    )
    // The other masks came with the group of frames that was missing.
    assert.ok(asked.every(path => missed.includes(path) || path.startsWith('/masks/feature/')))
  })

  test('exits with 4 after three refusals of the key in a row, without further requests', async () => {
    await using scene = await openPullScene()
    const env = { ...scene.env, LABELBOX_API_KEY: 'another-key' }
    const { code, stdout } = await runCli(['pull'], { folder: scene.folder, env })
    assert.equal(code, 4)
    assert.match(stdout, /UPSTREAM_FORBIDDEN, .*check LABELBOX_API_KEY/)
    assert.match(stdout, /Pull stopped early: the API key was refused three times in a row\./)
    assert.doesNotMatch(stdout, /another-key/)
    assert.equal(scene.emulator.requests.length, 3)
  })

  test('failures without a request do not interrupt a row of refusals', async () => {
    await using scene = await openPullScene()
    const urlOf = (frame: number) =>
      `${frame % 3 === 1 ? 'https://other.example' : scene.emulator.origin}/mask/${frame}`
    const masks = Array.from({ length: 600 }, (_, at) => ({ frame: at + 1, featureId: `f${at}`, url: urlOf(at + 1) }))
    await writeFile(join(scene.folder, 'masks.ndjson'), JSON.stringify(v2Row({ id: 'label1', masks })))
    const store = ['--store', 'sqlite:masks.db']
    assert.equal((await runCli(['ingest', 'masks.ndjson', ...store], { folder: scene.folder })).code, 0)
    scene.emulator.misbehave({ name: 'status 403' })
    const ended = await pull(scene, ...store, '--json')
    assert.equal(ended.code, 4)
    const codes = summaryOf(ended).failures.map(({ code }) => code)
    assert.equal(codes.filter(code => code === 'UPSTREAM_FORBIDDEN').length, 3)
    assert.ok(codes.includes('UPSTREAM_BLOCKED'))
    assert.equal(scene.emulator.requests.length, 3)
  })

  test('exits with 4 when the key is revoked midway; what was fetched stays', async () => {
    await using scene = await openPullScene()
    scene.emulator.misbehave({ name: 'status 401' }, { path: MASKS })
    const ended = await pull(scene, '--json')
    assert.equal(ended.code, 4)
    const { frames, masks, failures, stopped } = summaryOf(ended)
    assert.deepEqual([masks, failures.length, stopped], [0, 3, true])
    assert.ok(frames > 0)
  })

  test('--again also fetches what was fetched before, and keeps it if that fails', async () => {
    await using scene = await openPullScene()
    const first = summaryOf(await pull(scene, '--json'))
    const paths = pathsAsked(scene)
    scene.emulator.clearRequests()
    const again = summaryOf(await pull(scene, '--again', '--json'))
    assert.deepEqual([again.frames, again.masks, again.failures], [first.frames, first.masks, []])
    assert.deepEqual(pathsAsked(scene), paths)

    scene.emulator.misbehave({ name: 'status 404' })
    const failed = await pull(scene, '--again', '--json')
    assert.deepEqual([failed.code, summaryOf(failed).failures.length], [3, first.frames + first.masks])
    await scene.emulator.close()
    await askEverything(scene)
  })

  test('exits with 5 when the upstream does not answer, without further requests', async () => {
    await using scene = await openPullScene()
    await scene.emulator.close()
    const ended = await pull(scene, '--json')
    assert.equal(ended.code, 5)
    const { frames, masks, failures, stopped } = summaryOf(ended)
    assert.deepEqual([frames, masks, stopped], [0, 0, true])
    assert.ok(failures.length > 0 && failures.every(({ id }) => id.startsWith('group:')))
    const forPeople = await pull(scene)
    assert.match(forPeople.stdout, /not responding\.\nRun the command again later/)
  })

  test('exits with 5 after few requests when an upstream always answers 503', async () => {
    await using scene = await openPullScene()
    scene.emulator.misbehave({ name: 'status 503 with Retry-After', retryAfterSeconds: 0 })
    const { code } = await pull(scene, '--masks')
    assert.equal(code, 5)
    assert.ok(scene.emulator.requests.length < 100, `${scene.emulator.requests.length}`)
  })

  test('SIGINT stops it with 130; a rerun requests what is missing and finishes', async () => {
    await using scene = await openPullScene()
    scene.emulator.setDelay(10)
    const midway = scene.afterAnswers(60)
    const child = startCli(['pull', '--json'], scene)
    await midway
    child.kill('SIGINT')
    const { code, stderr } = await finish(child)
    assert.equal(code, 130)
    assert.match(stderr, /\nStopped\./)
    await scene.emulator.disconnected()
    const before = pathsAsked(scene)

    scene.emulator.setDelay(0)
    scene.emulator.clearRequests()
    const rerun = await pull(scene)
    assert.equal(rerun.code, 0, rerun.stderr)
    expectOnce(scene)
    const again = [...pathsAsked(scene)].filter(path => before.has(path))
    assert.ok(again.length < before.size, `of ${before.size} asked before, ${again.length} were again`)
    await scene.emulator.close()
    await askEverything(scene)
  })

  test('the key is in neither its output nor its files', async () => {
    await using scene = await openPullScene()
    const env = { ...scene.env, LOG_LEVEL: 'trace' }
    scene.emulator.misbehave({ name: 'status 404' }, { times: 2 })
    const said = [
      await runCli(['pull', '--json'], { folder: scene.folder, env }),
      await runCli(['pull'], { folder: scene.folder, env }),
    ]
    assert.deepEqual(
      said.map(({ code }) => code),
      [3, 0],
    )
    for (const { stdout, stderr } of said) assert.ok(!`${stdout}${stderr}`.includes(scene.emulator.key))
    const names = await readdir(scene.folder, { recursive: true, withFileTypes: true })
    const files = names.filter(entry => entry.isFile())
    assert.ok(files.length > 10)
    for (const { parentPath, name } of files)
      assert.ok(!(await readFile(join(parentPath, name))).includes(scene.emulator.key), name)
  })

  test('an origin that is not allowed gets no requests', async () => {
    await using scene = await openPullScene()
    await using other = await openCanary()
    const env = { ...scene.env, SLICEGRAPH_UPSTREAM_ORIGINS: other.origin }
    const ended = await runCli(['pull', '--json'], { folder: scene.folder, env })
    assert.equal(ended.code, 3)
    const { failures } = summaryOf(ended)
    assert.ok(failures.length > 0 && failures.every(({ code }) => code === 'UPSTREAM_BLOCKED'))
    const advice = `on ${scene.emulator.origin}, which is not an allowed origin. Set SLICEGRAPH_UPSTREAM_ORIGINS=`
    for (const { message } of failures)
      assert.ok(message.includes(`${advice}${other.origin},${scene.emulator.origin} if you trust it.`), message)
    const forPeople = await runCli(['pull'], { folder: scene.folder, env })
    assert.ok(forPeople.stdout.includes(advice))
    assert.doesNotMatch(forPeople.stdout, /again/)
    assert.equal(scene.emulator.connections + other.connections(), 0)
  })

  test('a missing store is exit 2, and is not created', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout, stderr } = await runCli(['pull', '--store', 'sqlite:none.db'], { folder: folder.path })
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /There is no store at sqlite:none\.db\. Load an export/)
    assert.deepEqual(await readdir(folder.path), [])
  })

  test('an unknown project is exit 2, without requests', async () => {
    await using scene = await openPullScene()
    const { code, stdout, stderr } = await pull(scene, '--project', 'none')
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /--project: the store has no project with this id/)
    assert.equal(scene.emulator.connections, 0)
  })

  test('a composite without a colour is no failure', async () => {
    await using scene = await openPullScene()
    const url = `${scene.emulator.origin}/api/v1/tasks/task1/masks/all/index/1`
    const row = v2Row({ id: 'label1', masks: [{ frame: 1, featureId: 'f1', composite: { url, color: [] } }] })
    const path = join(scene.folder, 'colourless.ndjson')
    await writeFile(path, JSON.stringify(row))
    const store = ['--store', 'sqlite:colourless.db']
    assert.equal((await runCli(['ingest', path, ...store], { folder: scene.folder })).code, 0)
    const { code, stdout } = await pull(scene, ...store)
    assert.deepEqual([code, stdout], [0, '0 groups of frames and 0 masks fetched\n'])
    assert.equal(scene.emulator.connections, 0)
  })
})

const literally = (path: string) => new RegExp(`^${path.replaceAll(/[^\w/]/g, String.raw`\$&`)}$`)
