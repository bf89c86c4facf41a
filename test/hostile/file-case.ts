/** A file that is not as it should be, and how much is known of what becomes of it. */
export interface FileCase {
  readonly name: string
  readonly bytes: Uint8Array
  /** Ids of data rows or labels that have to be stored if the file can be read. They are of no other file. */
  readonly sound: readonly string[]
  /** The ids of all records of the file that may be stored, each of one record. Null: unknown. */
  readonly ids: readonly string[] | null
  /** How many records it holds. Null: unknown. */
  readonly records: number | null
}

/** A small sound data row. */
export const soundRow = (id: string) => `{"data_row":{"id":"${id}"},"projects":{}}`

/** The records of NDJSON whose first line is whole: lines that are not blank. */
export function countLines(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n')
  return lines.filter(line => /[^ \t\r]/.test(line)).length
}
