/*
 * Costs of fields, in microseconds of one core. Measured over the store of the benchmark (12,653 data rows, 479,626
 * annotations) and rounded up. docs/cost.md explains the rule. test/execution/weights.test.ts fails on a list or a field
 * with arguments that is not declared here. A field of an interface is declared there once for all of its types.
 */

import type { Pages, Weight } from './weight.ts'

/** A field that is not declared. */
export const SCALAR = 2
export const OBJECT = 1

type Fields = Readonly<Record<string, Weight>>

const LABELS: Pages = { read: 50, scan: 8_000, sort: 10_000 }
const DATA_ROWS: Pages = { read: 50, scan: 8_000, sort: 10_000 }
const QUEUE: Pages = { read: 50, scan: 8_000, sort: 10_000 }
const EVENTS: Pages = { read: 50, scan: 40_000, sort: 40_000 }
const ANNOTATIONS: Pages = { read: 50, scan: 60_000, sort: 800_000 }
const REMOVALS: Pages = { read: 50, scan: 8_000 }
const FEATURES: Pages = { read: 50, scan: 15_000, sort: 100_000 }
const FEW: Pages = { read: 50, scan: 100 }

/** Reads of the annotations of a label, and of the frames of a group. Either may have to be fetched first. */
const CONTENT: Weight = { shared: 70 }
const CHUNKS: Weight = { shared: 400 }
/** Measuring or drawing a mask, which may have to be fetched first. */
const PIXELS: Weight = { shared: 4_000 }

/** Comparing two labels pixel by pixel, and by the distances of their lines. Their masks may have to be fetched first. */
const COMPARED: Weight = { shared: 40_000 }
const CLASS_PIXELS: Weight = { shared: 20_000 }
const CLASS_LINES: Weight = { shared: 10_000 }

const CLASSIFICATIONS: Weight = { size: 1 }
const DIMENSION: Weight = { cost: 5 }

function connection(name: string, each: number): Readonly<Record<string, Fields>> {
  return {
    [`${name}Connection`]: {
      edges: { size: 'page' },
      nodes: { size: 'page', each },
      totalCount: { scans: 1 },
    },
    [`${name}Edge`]: { node: { cost: each } },
  }
}

/** By type and field. */
export const WEIGHTS: Readonly<Record<string, Fields>> = {
  Query: {
    node: { cost: 100 },
    nodes: { size: 'ids', each: 100 },
    dataRow: { cost: 50 },
    dataRowByGlobalKey: { cost: 50 },
    dataRows: { pages: DATA_ROWS },
    dataRowProjects: { pages: QUEUE },
    label: { cost: 50 },
    labels: { pages: LABELS },
    annotations: { pages: ANNOTATIONS },
    features: { pages: FEATURES },
    workflowEvents: { pages: EVENTS },
    project: { cost: 50 },
    projects: { pages: FEW },
    classificationStats: { stats: 30_000 },
    metadataNames: { stats: 16_000 },
    dataRowStats: { stats: 8_000 },
    dataRowProjectStats: { stats: 8_000 },
    labelStats: { stats: 16_000 },
    annotationStats: { stats: 60_000 },
    workflowStats: { stats: 40_000 },
    agreementStats: { stats: 80_000 },
    exports: { pages: FEW },
    removals: { pages: REMOVALS },
    data: { cost: 50 },
    exportTask: { cost: 50 },
    pullTask: { cost: 50 },
    exportTasks: { pages: FEW },
  },
  Mutation: { startExport: { cost: 10_000 }, startPull: { cost: 10_000 } },
  Subscription: { exportTask: { cost: 50 }, pullTask: { cost: 50 }, data: { cost: 50 } },

  Viewer: { projectIds: { size: 10 }, hides: { size: 2 } },
  DataRow: {
    mediaAttributes: { cost: 10 },
    attachments: { size: 2 },
    metadata: { size: 5 },
    embeddings: { size: 1 },
    projects: { cost: 10, size: 1, each: 10 },
    labels: { cost: 10, size: 2, each: 15 },
    workflowEvents: { cost: 10, size: 10, isPart: true, each: 15 },
    experiments: { cost: 10 },
    raw: { cost: 35 },
  },
  Embedding: { values: { cost: 100, size: 1 } },
  DataRowProject: {
    missingLabelCount: { cost: 25 },
    dataRow: { cost: 15 },
    project: { cost: 5 },
    selectedLabel: { cost: 15 },
    labels: { cost: 10, size: 1, each: 15 },
    workflowEvents: { cost: 10, size: 10, isPart: true, each: 15 },
    agreement: { cost: 10, size: 1, each: 30 },
    raw: { cost: 35 },
  },
  Project: {
    tags: { size: 3 },
    dataRows: { pages: DATA_ROWS },
    labels: { pages: LABELS },
  },
  Label: {
    dataRow: { cost: 15 },
    project: { cost: 5 },
    dataRowProject: { cost: 15 },
    reviews: { size: 2, isPart: true },
    objects: { ...CHUNKS, size: 3 },
    classifications: { ...CONTENT, ...CLASSIFICATIONS },
    relationships: { ...CONTENT, size: 1 },
    groups: { ...CONTENT, size: 3, keys: 'keys', each: 5 },
    group: { ...CONTENT, cost: 5 },
    compare: { cost: 60 },
    annotations: { shared: 400, pages: { read: 500, scan: 100, sort: 100 } },
    raw: { ...CONTENT, cost: 35 },
  },
  LabelComparison: {
    dice: COMPARED,
    iou: COMPARED,
    classes: { shared: 800, size: 2, each: 5 },
    answers: { shared: 800, size: 2 },
  },
  ClassAgreement: {
    incomparableFrameCount: CLASS_PIXELS,
    area: CLASS_PIXELS,
    otherArea: CLASS_PIXELS,
    intersection: CLASS_PIXELS,
    dice: CLASS_PIXELS,
    iou: CLASS_PIXELS,
    meanDistance: CLASS_LINES,
    hausdorffDistance: CLASS_LINES,
    matchedFeatureCount: CLASS_PIXELS,
    unmatchedFeatureCount: CLASS_PIXELS,
    otherUnmatchedFeatureCount: CLASS_PIXELS,
  },
  AnswerAgreement: { answers: { size: 1 }, otherAnswers: { size: 1 } },
  Review: { raw: { cost: 5 } },
  Relationship: { classifications: CLASSIFICATIONS, raw: { cost: 5 } },
  Group: {
    label: { cost: 15 },
    objects: { ...CHUNKS, size: 1 },
    classifications: CLASSIFICATIONS,
    relationships: { size: 1 },
    features: { ...CHUNKS, size: 5, each: 10 },
    featuresAt: { ...CHUNKS, size: 5, each: 10 },
    frame: { ...CHUNKS, cost: 10 },
    frames: { ...CHUNKS, pages: { read: 20, scan: 20 } },
  },
  Feature: {
    value: CHUNKS,
    color: CHUNKS,
    segments: { ...CONTENT, size: 3 },
    keyFrames: { ...CHUNKS, size: 5 },
    label: { cost: 15 },
    group: { cost: 80 },
    annotations: { pages: { read: 200, scan: 100, sort: 100 } },
    area: { cost: 50 },
    length: { cost: 50 },
  },
  Frame: {
    group: { cost: 5 },
    classifications: CLASSIFICATIONS,
    annotations: { size: 2, each: 5 },
    relationships: { size: 1 },
  },
  Annotation: {
    classifications: CLASSIFICATIONS,
    label: { cost: 15 },
    group: { cost: 80 },
    frame: { cost: 80 },
    raw: { cost: 5 },
  },
  PolylineAnnotation: { line: { size: 10 } },
  PolygonAnnotation: { polygon: { size: 10 } },
  MaskAnnotation: { boundingBox: PIXELS },
  Mask: {
    colorRgb: { size: 3 },
    contentType: PIXELS,
    byteLength: PIXELS,
    width: PIXELS,
    height: PIXELS,
    area: PIXELS,
    boundingBox: PIXELS,
    centroid: PIXELS,
    rle: { ...PIXELS, cost: 50 },
    png: { ...PIXELS, cost: 2_000 },
  },
  RunLengthEncoding: { size: { size: 2 } },
  Classification: { answers: { size: 2 }, raw: { cost: 5 } },
  ClassificationAnswer: { classifications: CLASSIFICATIONS },
  WorkflowEvent: { dataRow: { cost: 15 }, project: { cost: 5 }, raw: { cost: 30 } },

  ...connection('DataRow', 20),
  ...connection('DataRowProject', 15),
  ...connection('Label', 20),
  ...connection('Frame', 5),
  ...connection('Annotation', 50),
  ...connection('Feature', 20),
  ...connection('WorkflowEvent', 20),
  ...connection('Project', 20),
  ...connection('Export', 20),
  ...connection('ExportTask', 20),
  ...connection('RejectedRecord', 20),
  ...connection('Removal', 10),
  PageInfo: { hasNextPage: { reads: 1 }, hasPreviousPage: { reads: 1 } },

  NumberSummary: {
    count: { scans: 0.25 },
    sum: { scans: 0.25 },
    mean: { scans: 0.25 },
    min: { scans: 0.25 },
    max: { scans: 0.25 },
    median: { scans: 0.5 },
    p95: { scans: 0.5 },
  },
  ClassificationStats: {
    project: DIMENSION,
    answerCount: { scans: 0.5 },
    featureCount: { scans: 4 },
    labelCount: { scans: 1 },
  },
  DataRowStats: {
    dataset: DIMENSION,
    dataRowCount: { scans: 0.5 },
    labelledCount: { scans: 3 },
    labelCount: { scans: 3 },
  },
  DataRowProjectStats: {
    project: DIMENSION,
    dataset: DIMENSION,
    dataRowCount: { scans: 0.5 },
    unlabelledCount: { scans: 3 },
    missingLabelCount: { scans: 4 },
    labelCount: { scans: 3 },
    oldestInTaskSince: { scans: 1 },
  },
  LabelStats: {
    project: DIMENSION,
    dataset: DIMENSION,
    labelCount: { scans: 0.25 },
    dataRowCount: { scans: 0.5 },
    skippedCount: { scans: 0.25 },
    reworkedCount: { scans: 7 },
    annotationCount: { scans: 3 },
    remoteGroupCount: { scans: 3 },
  },
  AnnotationStats: {
    project: DIMENSION,
    dataset: DIMENSION,
    annotationCount: { scans: 0.25 },
    featureCount: { scans: 8 },
    frameCount: { scans: 7 },
    labelCount: { scans: 0.5 },
    unmeasuredMaskCount: { scans: 2 },
  },
  AgreementStats: {
    project: DIMENSION,
    pairCount: { scans: 0.25 },
    unmeasuredPairCount: { scans: 1 },
  },
  WorkflowStats: {
    project: DIMENSION,
    eventCount: { scans: 0.25 },
    dataRowCount: { scans: 0.5 },
  },

  Removal: { projectIds: { size: 1 }, export: { cost: 50 } },
  Export: { rejects: { pages: FEW } },
  PullTask: { errors: { size: 10 } },
  ExportTask: { errors: { size: 10 }, export: { cost: 50 }, input: { cost: 10 } },

  // Introspection: sizes are means over the schema.
  __Schema: { types: { size: 170 }, directives: { size: 6 } },
  __Type: {
    fields: { size: 4 },
    interfaces: { size: 0.25 },
    possibleTypes: { size: 0.25 },
    enumValues: { size: 1 },
    inputFields: { size: 1.5 },
  },
  __Field: { args: { size: 0.25 } },
  __Directive: { args: { size: 1 }, locations: { size: 6 } },
}
