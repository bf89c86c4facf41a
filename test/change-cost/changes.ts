import { read } from '../docs/documents.ts'
import type { Edits } from './scratch.ts'

/** Circles, which no export has: a kind with geometry, figures and a box. */
export async function addKind({ add, edit }: Edits): Promise<void> {
  await add('src/kinds/circle.ts', KIND)
  await edit(
    'src/kinds/registry.ts',
    { before: 'import type { Kind, Measures }' },
    "import { circle } from './circle.ts'\n",
  )
  await edit('src/kinds/registry.ts', { after: '[polyline, ' }, 'circle, ')
  await edit(
    'src/model/content.ts',
    { before: "  | { readonly type: 'UnknownAnnotation' }" },
    "  | { readonly type: 'CircleAnnotation'; readonly center: Point; readonly radius: number }\n",
  )
  await edit('schema.graphql', { before: '# ---- lists ---' }, TYPE)
  await add('src/resolvers/CircleAnnotation.ts', RESOLVER)
  await edit(
    'src/resolvers/index.ts',
    { before: "import { DataRow } from './DataRow.ts'" },
    "import { CircleAnnotation } from './CircleAnnotation.ts'\n",
  )
  await edit('src/resolvers/index.ts', { after: '\n  BoundingBoxAnnotation,\n' }, '  CircleAnnotation,\n')
  await add('test/fixtures/circle.ndjson', `${JSON.stringify(CIRCLE)}\n`)
}

/** The time that labels took, which is in their body today, as a field that lists filter and sort by. */
export async function addField({ add, edit }: Edits): Promise<void> {
  const entity = 'src/store/entities/label.ts'
  const before = '    consensusScore: {'
  await edit(entity, { before }, "    secondsToLabel: { type: 'real', filter: true, sort: true },\n")
  await edit(entity, { replace: '    secondsToLabel: null,\n' }, '')
  const filter = '  "Seconds it took to label."\n  secondsToLabel: FloatFilter\n'
  await edit('schema.graphql', { after: '  secondsToReview: FloatFilter\n' }, filter)
  await edit(
    'schema.graphql',
    { after: '  SECONDS_TO_CREATE\n' },
    '  "Sorts by seconds spent labeling."\n  SECONDS_TO_LABEL\n',
  )
  const migration = 'src/store/sqlite/migrate.ts'
  const column = '    alter table label add column is_benchmark integer;\n'
  await edit(migration, { after: column }, '    alter table label add column seconds_to_label real;\n')
  await edit(
    migration,
    { before: '    const details = raw?.label_details' },
    `    const seconds = (label.secondsToLabel ?? null) as number | null
    connection.run('update label set seconds_to_label = ? where no = ?', seconds, no)
`,
  )
  await add('test/fixtures/slow-label.ndjson', `${JSON.stringify(SLOW_LABEL)}\n`)
}

export async function addErrorCode({ edit }: Edits): Promise<void> {
  const line = "  QUOTA_EXCEEDED: { status: 507, exit: EXIT.unavailable, retry: 'later' },\n"
  await edit('src/errors.ts', { after: 'const TABLE = {\n' }, line)
  await edit(
    'docs/errors.md',
    { before: '| `OVERLOADED` |' },
    '| `QUOTA_EXCEEDED` | the quota is used up | buy more |\n',
  )
}

const KIND = `import * as z from 'zod'
import { isGiven, type Kind } from './kind.ts'
import { PointWire } from './points.ts'

const CircleWire = z.object({ circle: z.object({ center: PointWire, radius: z.number() }) })

export const circle: Kind<'CircleAnnotation'> = {
  type: 'CircleAnnotation',
  isIn: object => isGiven(object.circle),
  geometry: object => ({ type: 'CircleAnnotation', ...CircleWire.parse(object).circle }),
  measure: ({ radius }) => ({ area: Math.PI * radius ** 2, length: null }),
  labelboxName: (_object, medium) => \`\${medium}Circle\`,
}
`

/** Every field of the interface, and its own. */
const SHARED = /^interface Annotation .*\n([\s\S]*?)^}/m.exec(read('schema.graphql'))?.[1] ?? ''
const BOX = / {2}(?:"""(?:(?!""")[\s\S])*"""|"[^"\n]*")\n {2}boundingBox: .*\n/
const TYPE = `"A circle."
type CircleAnnotation implements Annotation & Node {
${SHARED.replace(BOX, '')}  "Its center."
  center: Point!
  "Its radius in pixels."
  radius: Float!
  "Its area in square pixels."
  area: Float!
  "The smallest box around it."
  boundingBox: BoundingBox
}

`

const RESOLVER = `import type { CircleAnnotationResolvers } from '../generated/resolvers.ts'
import { annotationFields } from './Annotation.ts'

export const CircleAnnotation: CircleAnnotationResolvers = {
  ...annotationFields,
  area: ({ radius }) => Math.PI * radius ** 2,
  boundingBox: ({ center, radius }) => ({
    left: center.x - radius,
    top: center.y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }),
}
`

/** An export of one row with one label. */
function exportOf(label: object) {
  return {
    data_row: { id: 'row', row_data: 'https://storage.example.com/row.dcm' },
    media_attributes: {},
    projects: {
      project: { name: 'Added', labels: [{ label_kind: 'DICOM', version: '1.0.0', id: 'label', ...label }] },
    },
  }
}

const THING = {
  feature_id: 'thing',
  name: 'Thing',
  annotation_kind: 'DICOMCircle',
  classifications: [],
  circle: { center: { x: 10, y: 20 }, radius: 2 },
}

const CIRCLE = exportOf({
  annotations: {
    classifications: [],
    groups: {
      Axial: {
        name: 'Axial',
        classifications: [],
        frames: { 7: { classifications: [], objects: { thing: THING } } },
      },
    },
  },
})

const SLOW_LABEL = exportOf({ performance_details_v2: { seconds_to_label: 90 }, annotations: { classifications: [] } })
