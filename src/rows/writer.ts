import type { Column } from './column.ts'

export type ColumnHead = Pick<Column, 'path' | 'type'>

/** Writes rows in a format, part by part. */
export interface RowWriter {
  start(): string | Uint8Array
  /** @param cells by column and row */
  rows(cells: readonly (readonly unknown[])[], count: number): string | Uint8Array
  end(): string | Uint8Array
}
