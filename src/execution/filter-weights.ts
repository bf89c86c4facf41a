/* Costs of conditions, as multiples of looking at all rows of their list: see weights.ts. */

/** A field of a filter. */
interface FilterWeight {
  /** How many times looking at all rows a condition takes. */
  readonly scans?: number
  /** Filter of related objects: how many of them are looked at for each row. */
  readonly related?: number
  /** Ids of which each leaves at most a hundredth of the rows, found by an index. */
  readonly narrows?: true
}

/** A condition that is not declared. */
export const CONDITION = 0.5
/** Operators that take longer than others, by name. */
export const OPERATOR_SCANS: Readonly<Record<string, number>> = { containsInsensitive: 2 }
/** Each value of an `in`. */
export const VALUE = 0.01

const NARROWS: FilterWeight = { narrows: true }

/** By input type and field. Each filter of related objects is declared; a test checks it. */
export const FILTERS: Readonly<Record<string, Readonly<Record<string, FilterWeight>>>> = {
  DataRowFilter: {
    id: NARROWS,
    globalKey: NARROWS,
    metadata: { related: 2 },
    labelCount: { scans: 4 },
    project: { related: 2 },
    label: { related: 2 },
  },
  DataRowProjectFilter: {
    labelCount: { scans: 4 },
    rejectedCount: { scans: 4 },
    missingLabelCount: { scans: 5 },
    dataRow: { related: 1 },
    label: { related: 2 },
    workflowEvent: { related: 5 },
  },
  LabelFilter: {
    id: NARROWS,
    dataRowId: NARROWS,
    annotationCount: { scans: 3 },
    remote: { scans: 3 },
    isSelected: { scans: 3 },
    review: { related: 2 },
    dataRow: { related: 1 },
    dataRowProject: { related: 1 },
    annotation: { related: 8 },
    classification: { related: 2 },
  },
  AnnotationFilter: {
    labelId: NARROWS,
    dataRowId: NARROWS,
    area: { scans: 1 },
    label: { related: 1 },
    classification: { related: 2 },
  },
  FeatureFilter: {
    labelId: NARROWS,
    dataRowId: NARROWS,
    presentAt: { scans: 2 },
    area: { scans: 2 },
    label: { related: 1 },
    annotation: { related: 8 },
  },
  WorkflowEventFilter: {
    dataRowId: NARROWS,
    dataRow: { related: 1 },
  },
}
