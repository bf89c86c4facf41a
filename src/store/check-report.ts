/** Damage of one kind. */
export interface Finding {
  readonly kind:
    | 'STORE'
    | 'INDEX_OR_PAGE'
    | 'ROW'
    | 'ENTRIES'
    | 'MISSING_ROW'
    | 'LOST_ROW'
    | 'FREE_PAGES'
    | 'MISSING_INDEX'
  /** Null where it is of no single table. */
  readonly table: string | null
  readonly count: number
}

/** The current step of a check, and how many are done. */
export interface CheckProgress {
  readonly name: string
  readonly done: number
  readonly total: number
}
