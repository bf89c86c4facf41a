import { createRandom } from './random.ts'

/* The work of the demo's clinic: its projects, their ontologies, datasets and queues. All of it is invented. */

export type Dataset = ReturnType<typeof dataset>
export type Tool = ReturnType<typeof tool>
type Named = ReturnType<typeof named>

export interface Option extends Named {
  readonly followUp?: Question
}

export interface Question extends Named {
  readonly kind: 'radio' | 'checklist' | 'text'
  /** For a text question, what people wrote. */
  readonly options: readonly [Option, ...Option[]]
}

export type DemoProject = (typeof PROJECTS)[number]

/** The tools to draw with and the questions to answer. */
export interface DemoOntology {
  readonly tools: readonly Tool[]
  readonly frame: Question
  readonly object: Question
}

const id = (name: string) => createRandom(`catalog/${name}`).cuid()
const named = (name: string) => ({
  name,
  value: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
  schemaId: id(name),
})
/**
 * @param kind volumes of v2 have no polygons.
 * @param radius in slice pixels, how far the thing reaches from its middle.
 */
const tool = (name: string, kind: 'polyline' | 'mask' | 'polygon', radius: number) => ({ ...named(name), kind, radius })
const question = (name: string, kind: Question['kind'], first: string, ...rest: (string | Option)[]): Question => ({
  ...named(name),
  kind,
  options: [named(first), ...rest.map(option => (typeof option === 'string' ? named(option) : option))],
})
const dataset = (name: string, folder: string, modality: 'CT' | 'MR') => ({ id: id(name), name, folder, modality })
const batch = (project: string, number: number) => ({
  id: createRandom(`${project}/${number}`).uuid(),
  name: `${project}, batch ${number}`,
})
/** @param organ the first word of the names of its ontology and batches. */
const identity = (name: string, organ: string) => ({
  id: id(name),
  ontologyId: id(`${organ} ontology`),
  batches: [batch(organ, 1), batch(organ, 2)] as const,
})

const QUALITY = question('Image quality', 'radio', 'Good', 'Acceptable', {
  ...named('Poor'),
  followUp: question('Reason', 'checklist', 'Motion', 'Metal artefact', 'Low contrast', 'Cut off'),
})
const NOTE = question(
  'Remark',
  'text',
  'Clear case.',
  'Compare with the study before.',
  'Margin uncertain in the lower slices – please look again.',
)
const SLICE = question('Slice', 'radio', 'Diagnostic', 'Streaks')
const MARGIN = question('Margin', 'radio', 'Smooth', 'Lobulated', 'Spiculated')
const LUNGS = [tool('Left lung', 'mask', 74), tool('Right lung', 'mask', 82)]
/** Properties that most projects share. */
const DEFAULTS = {
  /** Exports differ in what they call a project's name. */
  nameKey: 'name',
  frame: SLICE,
  object: MARGIN,
  /** How many people label a data row. */
  labelsPerRow: 1,
  hasBenchmark: false,
  /** `APPROVE` or `Approve`: both are in the wild. */
  upperCaseActions: false,
}

export const PROJECTS = [
  {
    ...identity('Liver lesions', 'Liver'),
    dataset: dataset('Abdomen CT, portal venous', 'abdomen-ct', 'CT'),
    ...DEFAULTS,
    name: 'Liver lesions CT',
    nameKey: 'project_name',
    tags: null,
    tools: [tool('Liver', 'mask', 110), tool('Lesion', 'polyline', 22), tool('Portal vein', 'mask', 18)],
    study: [QUALITY, NOTE],
    plane: question('Coverage', 'radio', 'Whole liver', 'Partial'),
    upperCaseActions: true,
  },
  {
    ...identity('Brain tumours', 'Brain'),
    dataset: dataset('Head MR, T1 contrast', 'head-mr', 'MR'),
    ...DEFAULTS,
    name: 'Brain tumours MR (consensus)',
    tags: ['consensus', 'neuro'],
    tools: [tool('Tumour core', 'mask', 28), tool('Oedema outline', 'polyline', 46), tool('Midline', 'polyline', 70)],
    study: [question('Findings', 'checklist', 'Mass effect', 'Haemorrhage', 'Midline shift', 'None'), QUALITY],
    plane: question('Orientation', 'radio', 'As expected', 'Flipped'),
    labelsPerRow: 3,
  },
  {
    ...identity('Lung nodules', 'Lung'),
    dataset: dataset('Chest CT screening', 'chest-ct', 'CT'),
    ...DEFAULTS,
    name: 'Lung nodules CT (benchmark)',
    tags: [],
    tools: [tool('Nodule', 'polyline', 12), ...LUNGS, tool('Pleura', 'polyline', 96)],
    study: [question('Lung-RADS', 'radio', '1', '2', '3', '4A', '4B'), NOTE],
    plane: question('Window', 'radio', 'Lung', 'Mediastinum'),
    hasBenchmark: true,
  },
] as const

/** The older project, whose exports are v1. */
export const ARCHIVE: DemoOntology & { readonly id: string; readonly name: string } = {
  id: createRandom('v1/project').cuid(),
  name: 'Knee MR archive',
  tools: [
    tool('Femoral cartilage', 'polygon', 58),
    tool('Meniscus', 'mask', 26),
    tool('Cruciate ligament', 'polyline', 40),
  ],
  frame: SLICE,
  object: question('Tear', 'radio', 'None', 'Partial', 'Complete'),
}
