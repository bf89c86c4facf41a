import type { JsonObject } from '../../../model/index.ts'

/** The keys of a v2 row that filters look at. */
export interface WireRow {
  readonly data_row: {
    readonly id: string
    readonly global_key?: string
    readonly details?: {
      readonly dataset_id?: string
      readonly last_activity_at?: string
      readonly updated_at?: string
      readonly created_at?: string
    }
  }
  readonly projects?: Readonly<Record<string, WirePlace>>
}

/** A row's place in a project. */
export interface WirePlace {
  readonly labels?: readonly { readonly label_details?: { readonly created_at?: string } }[]
  readonly project_details?: { readonly batch_id?: string; readonly workflow_status?: string }
}

export const wireRow = (row: JsonObject): WireRow => row as unknown as WireRow

/** When something last happened to a row. Older rows do not tell: theirs is the last that is known. */
export function lastActivityOf({ data_row: { details } }: WireRow): string | null {
  return details?.last_activity_at ?? details?.updated_at ?? details?.created_at ?? null
}
