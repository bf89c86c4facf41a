import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openDemoGraph } from '../support/demo-graph.ts'

const EVERYTHING = `{
  dataRows(first: 1000) {
    nodes {
      __typename id
      projects { __typename id project { __typename id } workflowEvents { __typename id } }
      labels {
        __typename id
        objects { __typename id }
        groups {
          __typename id
          objects { __typename id }
          features { __typename id }
          frames(first: 1000) { nodes { __typename id annotations { __typename id } } }
        }
      }
    }
  }
  exports { nodes { __typename id } }
}`

const DEMO = { dataRows: 12, v1Records: 3 }
const REMOTE = '{ labels(first: 1000) { nodes { groups { id remote } } } }'

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }'

describe('node', () => {
  let graph: Awaited<ReturnType<typeof openDemoGraph>>

  before(async () => {
    graph = await openDemoGraph(DEMO)
    await graph.loadRecords([IMAGE_ROW])
  })
  after(() => graph.close())

  it('finds each object by its id', async () => {
    const all = thingsIn(await graph.ask(EVERYTHING))
    const types = new Set([...all.values()].map(({ __typename }) => __typename))
    for (const type of [
      'DataRow',
      'DataRowProject',
      'Project',
      'Label',
      'Group',
      'Feature',
      'Frame',
      'WorkflowEvent',
      'Export',
    ])
      assert.ok(types.has(type), `no ${type} among the things that were asked for`)
    assert.ok([...all.keys()].some(id => id.startsWith('annotation:') && id.split(':').length === 3))
    assert.ok([...all.keys()].some(id => id.startsWith('annotation:') && id.split(':').length === 5))
    const { nodes } = await graph.ask(NODES, { ids: [...all.keys()] })
    assert.deepEqual(nodes, [...all.values()])
  })

  it('fetches frames to find them, their annotations and their features', async () => {
    await using cold = await openDemoGraph(DEMO)
    const remote = remoteGroups(await cold.ask(REMOTE))
    assert.ok(remote.length > 1)
    const all = [...thingsIn(await graph.ask(EVERYTHING)).values()]
    const groupOf = ({ id }: Thing) => id.split(':', 3).with(0, 'group').join(':')
    const inside = all.filter(thing => remote.includes(groupOf(thing)) && thing.__typename !== 'Group')
    const types = new Set(inside.map(({ __typename }) => __typename))
    for (const type of ['Frame', 'Feature', 'MaskAnnotation', 'PolylineAnnotation'])
      assert.ok(types.has(type), `no ${type} among what is fetched`)
    const { nodes } = await cold.ask(NODES, { ids: inside.map(({ id }) => id) })
    assert.deepEqual(nodes, inside)
    assert.equal(cold.emulator.requests.length, new Set(inside.map(groupOf)).size)
  })

  it('answers null for an id that is unknown, malformed or spelt otherwise, without an error', async () => {
    const all = [...thingsIn(await graph.ask(EVERYTHING)).keys()]
    const known = (prefix: string) => all.find(id => id.startsWith(prefix)) ?? assert.fail(`no ${prefix}`)
    const ids = [
      '',
      'nothing',
      ':',
      'task:1',
      'export:none',
      'dataRow:none',
      'project:none',
      ...['dataRowProject', 'group', 'frame', 'feature', 'annotation', 'event'].flatMap(kind =>
        [1, 2, 3, 4, 5].map(parts => [kind, ...Array.from({ length: parts }, () => 'x')].join(':')),
      ),
      `${known('event:')}.0`,
      known('frame:').replace(/(\d+)$/, '0$1'),
      known('group:').replace(/[^:]+$/, name => name.toLowerCase()),
      `${known('group:')}:more`,
      known('feature:').replace(/.$/, last => `%${last.charCodeAt(0).toString(16)}`),
      'frame:%zz:Axial:1',
    ]
    const { nodes } = await graph.ask(NODES, { ids })
    assert.deepEqual(
      nodes,
      ids.map(() => null),
    )
  })
})

function remoteGroups(answer: unknown): string[] {
  const { labels } = answer as { labels: { nodes: { groups: { id: string; remote: boolean }[] }[] } }
  return labels.nodes.flatMap(({ groups }) => groups.filter(({ remote }) => remote).map(({ id }) => id))
}

interface Thing {
  readonly __typename: string
  readonly id: string
}

function thingsIn(value: unknown, found = new Map<string, Thing>()): Map<string, Thing> {
  if (typeof value !== 'object' || value === null) return found
  const { __typename, id } = value as Partial<Thing>
  if (__typename && id) found.set(id, { __typename, id })
  for (const inner of Object.values(value)) thingsIn(inner, found)
  return found
}

const box = { top: 1, left: 2, height: 3, width: 4 }
const IMAGE_ROW = {
  data_row: { id: 'image-row', row_data: 'https://example.com/picture.png' },
  media_attributes: {},
  projects: {
    'image:project': {
      name: 'Pictures',
      labels: [
        {
          label_kind: 'Default',
          version: '1.0.0',
          id: 'image-label',
          annotations: {
            objects: [
              {
                feature_id: 'a:%',
                name: 'Box',
                annotation_kind: 'ImageBoundingBox',
                bounding_box: box,
                classifications: [],
              },
              { feature_id: 'b', name: 'Odd', annotation_kind: 'Cuboid', classifications: [] },
            ],
            classifications: [],
            relationships: [],
          },
        },
      ],
    },
  },
}
