import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { decodePng, foreground, toBitmap } from '../../src/masks/index.ts'
import { pixelsOf, readCoco } from '../rows/coco-reader.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openPullScene, type PullScene } from './pull-scene.ts'
import { runCli } from './spawn-cli.ts'

suite('export', () => {
  let scene: PullScene
  before(async () => {
    scene = await openPullScene({ dataRows: 3, v1Records: 2 })
  })
  after(() => scene[Symbol.asyncDispose]())

  const run = (args: readonly string[], env: Record<string, string> = scene.env) =>
    runCli(['export', ...args], { folder: scene.folder, env })
  const read = async (name: string) => readCoco(await readFile(join(scene.folder, name), 'utf8'))

  test('what cannot be asked is exit code 2, with a sentence', async () => {
    await using empty = await temporaryFolder()
    for (const [args, message, folder] of [
      [['coco', '--out', 'x', '--filter', '{"x": 1}'], /--filter takes a LabelFilter/, scene.folder],
      [['coco', '--out', 'x', '--project', 'none'], /no project with this id/, scene.folder],
      [['coco', '--out', 'x'], /There is no store/, empty.path],
    ] as const) {
      const { code, stderr } = await runCli(['export', ...args], { folder })
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, message)
    }
    assert.equal(existsSync(join(scene.folder, 'x')), false)
  })

  test('what cannot be fetched is left out, with exit code 3', async () => {
    const { code, stdout } = await run(['coco', '--out', 'cold.json', '--json'], {})
    assert.equal(code, 3)
    const { unmeasuredMasks, remoteGroups, annotations } = JSON.parse(stdout)
    const { info, annotations: found } = await read('cold.json')
    assert.deepEqual(info, { ...info, unmeasured_masks: unmeasuredMasks, remote_groups: remoteGroups })
    assert.ok(unmeasuredMasks > 0 && remoteGroups > 0)
    assert.equal(found.length, annotations)
    assert.equal((await run(['masks', '--out', 'cold'], {})).code, 3)
    assert.deepEqual(await readdir(join(scene.folder, 'cold')), [])
  })

  test('fetches what is remote, and writes COCO and the same masks as files', async () => {
    const { code, stdout, stderr } = await run(['coco', '--out', 'all.json'])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /^all\.json: [\d,]+ annotations, [\d,]+ polylines? and [\d,]+ points? in [\d,]+ images\n$/)
    const { info, images, annotations } = await read('all.json')
    assert.deepEqual([info.unmeasured_masks, info.remote_groups], [0, 0])
    assert.equal(existsSync(join(scene.folder, 'all.json.part')), false)

    scene.emulator.clearRequests()
    const written = await run(['masks', '--out', 'masks', '--json'])
    assert.equal(written.code, 0, written.stderr)
    assert.equal(scene.emulator.requests.length, 0)
    const names = new Map(images.map(image => [image.id, image.file_name]))
    const expected = new Map(
      annotations.flatMap(({ segmentation, image_id, feature_id }) =>
        'counts' in segmentation ? [[`${names.get(image_id)}/${feature_id}.png`, segmentation] as const] : [],
      ),
    )
    const entries = await readdir(join(scene.folder, 'masks'), { recursive: true })
    const files = entries.map(file => file.replaceAll(sep, '/')).filter(file => file.endsWith('.png'))
    assert.deepEqual(files.sort(), [...expected.keys()].sort())
    assert.equal(JSON.parse(written.stdout).masks, files.length)
    assert.ok(files.length > 20)
    for (const [file, rle] of expected) {
      const { width, height, data } = toBitmap(foreground(decodePng(await readFile(join(scene.folder, 'masks', file)))))
      assert.deepEqual([height, width], rle.size)
      const pixels = pixelsOf(rle)
      assert.ok(
        data.every((value, at) => value === pixels[(at % width) * height + Math.floor(at / width)]),
        file,
      )
    }
  })

  test('takes a project and a filter', async () => {
    const { annotations } = await read('all.json')
    const labelId = annotations[0]?.label_id ?? assert.fail()
    const filter = JSON.stringify({ id: { eq: labelId } })
    assert.equal((await run(['coco', '--out', 'one.json', '--filter', filter])).code, 0)
    const one = await read('one.json')
    assert.equal(one.annotations.length, annotations.filter(each => each.label_id === labelId).length)
    const question = '{ labels(first: 1000) { nodes { id project { id } } } }'
    const asked = await runCli(['query', question], { folder: scene.folder })
    const labels: { id: string; project: { id: string } }[] = JSON.parse(asked.stdout).data.labels.nodes
    const projectId = labels.find(({ id }) => id === labelId)?.project.id ?? ''
    const own = new Set(labels.filter(({ project }) => project.id === projectId).map(({ id }) => id))
    assert.equal((await run(['coco', '--out', 'project.json', '--project', projectId])).code, 0)
    const { annotations: ofProject } = await read('project.json')
    assert.equal(ofProject.length, annotations.filter(each => own.has(each.label_id)).length)
  })

  test('a file that cannot be written is exit code 1', async () => {
    const { code, stderr } = await run(['coco', '--out', 'missing/all.json'])
    assert.equal(code, 1)
    assert.match(stderr, /missing\/all\.json: The export could not be written: the system says ENOENT/)
  })
})
