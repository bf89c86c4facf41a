import type { JsonObject } from '../../../model/index.ts'

/** The keys of a v2 row that filters look at. */
export interface WireRow {
  readonly data_row: {
    readonly id: string
    readonly global_key?: string
    readonly details?: Readonly<
      Partial<Record<'dataset_id' | 'last_activity_at' | 'updated_at' | 'created_at', string>>
    >
  }
  readonly projects?: Readonly<Record<string, WirePlace>>
}

/** A row's queue entry in a project. */
export interface WirePlace {
  readonly labels?: readonly { readonly label_details?: { readonly created_at?: string } }[]
  readonly project_details?: { readonly batch_id?: string; readonly workflow_status?: string }
}

export const wireRow = (row: JsonObject): WireRow => row as unknown as WireRow

/** Time of the last activity; for older rows, which lack it, the last time that is known. */
export const lastActivityOf = ({ data_row: { details } }: WireRow): string | null =>
  details?.last_activity_at ?? details?.updated_at ?? details?.created_at ?? null
