import type {
  AnnotationFilter,
  AnnotationOrder,
  DataRow,
  DataRowFilter,
  DataRowOrder,
  DataRowProject,
  DataRowProjectFilter,
  DataRowProjectOrder,
  ExportTask,
  Instant,
  Label,
  LabelFilter,
  LabelOrder,
  Order,
  Project,
  WorkflowEvent,
  WorkflowEventFilter,
  WorkflowEventOrder,
} from '../model/index.ts'

/* What can be listed, page by page. */

/** Where an annotation of a list is to be read: its chunk holds it, in that frame, under that feature id. */
export interface AnnotationRef {
  readonly labelId: string
  readonly chunk: number
  readonly groupName: string | null
  readonly frameNumber: number | null
  readonly featureId: string
}

/** One file or one finished task that was loaded. */
export interface Export {
  readonly id: string
  readonly source: string
  readonly format: 'V1' | 'V2' | 'MIXED'
  readonly loadedAt: Instant
  readonly recordCount: number
  readonly dataRowCount: number
  readonly labelCount: number
  readonly rejectedCount: number
  /** Labels left alone, since the store has a newer version of them. */
  readonly olderLabelCount: number
}

/** A record that was refused, with its first characters. */
export interface Reject {
  readonly line: number
  readonly byteOffset: number
  readonly path: string
  readonly reason: string
  readonly excerpt: string
}

/** Every paged list, what it holds and what it can be asked. */
export interface Lists {
  dataRow: {
    node: DataRow
    filter: DataRowFilter
    order: DataRowOrder
    parent: 'project'
  }
  dataRowProject: {
    node: DataRowProject
    filter: DataRowProjectFilter
    order: DataRowProjectOrder
    parent: never
  }
  label: {
    node: Label
    filter: LabelFilter
    order: LabelOrder
    parent: 'project'
  }
  annotation: {
    node: AnnotationRef
    filter: AnnotationFilter
    order: AnnotationOrder
    parent: 'label'
  }
  workflowEvent: {
    node: WorkflowEvent
    filter: WorkflowEventFilter
    order: WorkflowEventOrder
    parent: never
  }
  project: { node: Project; filter: never; order: Order<'ID'>; parent: never }
  export: {
    node: Export
    filter: never
    order: Order<'LOADED_AT'>
    parent: never
  }
  exportTask: {
    node: ExportTask
    filter: never
    order: Order<'STARTED_AT'>
    parent: never
  }
  reject: {
    node: Reject
    filter: never
    order: Order<'LINE'>
    parent: 'export'
  }
}
export type ListName = keyof Lists

export interface ParentOf<L extends ListName> {
  readonly kind: Lists[L]['parent']
  readonly ids: readonly string[]
}

export interface PageRequest<L extends ListName> {
  readonly filter?: Lists[L]['filter'] | null | undefined
  /** None: the list's own order. The id breaks ties, ascending; nulls come last in either direction. */
  readonly orderBy?: readonly Lists[L]['order'][] | null | undefined
  /** How many rows at most; 0 answers no rows. */
  readonly limit: number
  /** True: the last rows before the end (or `before`) rather than the first after the beginning (or `after`). */
  readonly backward: boolean
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** Rows in the list's order, whichever way the page was asked for. */
export interface Page<Node> {
  readonly rows: readonly { readonly node: Node; readonly cursor: string }[]
  /** Whether more rows follow in the direction of paging. */
  readonly more: boolean
}
