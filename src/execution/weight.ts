/** The parts of the cost of a field, in microseconds of one core. */
export interface Weight {
  /** Once for each object that has the field; of a list, once for all items. */
  readonly cost?: number
  /** Once for each object, whichever of its fields have it: they share one read or one fetch. The highest counts. */
  readonly shared?: number
  /** Items of a list: a number that is assumed, the length of an argument, or the page size of the connection above. */
  readonly size?: number | 'ids' | 'page'
  /** Argument that may limit an assumed size by its length. */
  readonly keys?: string
  /** Each item of a list, before its fields. */
  readonly each?: number
  /** Whether `first` or `last` may limit an assumed size. */
  readonly isPart?: true
  /** A connection. */
  readonly pages?: Pages
  /** Rows of stats: looking at all rows of the list once. */
  readonly stats?: number
  /** Within a connection: reads of a page beside its own, if it has a cursor. */
  readonly reads?: number
  /** Within a connection or stats: how many times looking at all rows takes. */
  readonly scans?: number
}

/** A list that is read page by page. */
export interface Pages {
  /** Reading a page without filter and order. */
  readonly read: number
  /** Looking at all rows once. */
  readonly scan: number
  /** Sorting all rows by one field. Each further field adds a quarter. */
  readonly sort?: number
}
