import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { CellType } from './field.ts'
import type { ColumnHead, RowWriter } from './writer.ts'

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema']
type Element = Omit<Schema[number], 'name'>

const TEXT: Element = { type: 'BYTE_ARRAY', converted_type: 'UTF8' }

const ELEMENTS: Readonly<Record<CellType, Element>> = {
  text: TEXT,
  any: TEXT,
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
}

/** Rows of a row group, and cells that its text may hold, in characters. */
const GROUP_ROWS = 20_000
const GROUP_CHARACTERS = 8_000_000

/** Apache Parquet, compressed by Snappy. Each row group is written when it is full, and only its rows are in memory. */
export function parquetWriter(columns: readonly ColumnHead[]): RowWriter {
  const sink = new Sink()
  // JSON is written as the text that it is: the package would build it anew, without keys such as `__proto__`.
  const schemaWith = (elements: Readonly<Record<CellType, Element>>): Schema => [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ path, type }) => ({ name: path, repetition_type: 'OPTIONAL' as const, ...elements[type] })),
  ]
  const writer = new ParquetWriter({
    writer: sink,
    schema: schemaWith({ ...ELEMENTS, json: TEXT }),
    createdBy: 'slicegraph',
  })
  let group: unknown[][] = columns.map(() => [])
  let characters = 0

  function writeGroup(): void {
    const [first] = group
    if (!first || first.length === 0) return
    void writer.write({
      columnData: columns.map(({ path }, index) => ({ name: path, data: group[index] ?? [], offsetIndex: false })),
      rowGroupSize: first.length,
    })
    group = columns.map(() => [])
    characters = 0
  }

  return {
    start: () => sink.take(),
    rows(cells) {
      for (const [index, { type }] of columns.entries()) {
        const toCell = CELLS[type]
        for (const value of cells[index] ?? []) {
          const cell = value === null || value === undefined ? null : toCell ? toCell(value) : value
          if (typeof cell === 'string') characters += cell.length
          group[index]?.push(cell)
        }
      }
      if ((group[0]?.length ?? 0) >= GROUP_ROWS || characters >= GROUP_CHARACTERS) writeGroup()
      return sink.take()
    },
    end() {
      writeGroup()
      writer.schema = schemaWith(ELEMENTS)
      void writer.finish()
      const bytes = sink.take()
      return writer.row_groups.length === 0 ? withEmptyGroups(bytes) : bytes
    },
  }
}

/** The number of rows, 0, and the list of row groups as the package writes it where there are none: without the type of its items. */
const NO_GROUPS = Buffer.from([0x16, 0x00, 0x19, 0x00])
const EMPTY_LIST_OF_STRUCTS = 0x0c

/** Readers refuse a footer whose empty list of row groups has the wrong type of items. */
function withEmptyGroups(footer: Uint8Array): Uint8Array {
  const at = Buffer.from(footer.buffer, footer.byteOffset, footer.length).lastIndexOf(NO_GROUPS)
  if (at >= 0) footer[at + NO_GROUPS.length - 1] = EMPTY_LIST_OF_STRUCTS
  return footer
}

const CELLS: Partial<Readonly<Record<CellType, (value: unknown) => unknown>>> = {
  number: value => (Number.isFinite(value) ? value : null),
  instant: value => BigInt(value as number),
  json: value => JSON.stringify(value),
  any: value => (typeof value === 'string' ? value : JSON.stringify(value)),
}

/** Bytes that were written and not taken yet. */
class Sink extends ByteWriter {
  take(): Uint8Array {
    const bytes = new Uint8Array(this.getBuffer())
    this.index = 0
    return bytes
  }
}
