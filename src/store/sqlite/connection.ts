import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { SlicegraphError } from '../../errors.ts'
import { foldText } from '../../model/index.ts'
import { ROW_CHECKSUM } from '../checked-tables.ts'
import { checksumOf } from '../checksum.ts'
import { FOLDED, NUMBER_TEXT } from './capabilities.ts'
import { keepRowSums } from './row-sums.ts'
import { explainSqlite } from './sqlite-errors.ts'

/**
 * One connection with its prepared statements, which are made once per text. A statement costs as much to prepare
 * as a page costs to read. The most recent ones are kept, since filters can be combined in any number of ways.
 * Every method throws a SlicegraphError where SQLite fails for a reason that has a code.
 */
export class Connection {
  readonly path: string
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, Prepared>()

  readonly #sharesReads: boolean
  #isReading = false

  /** @param sharesReads see `#beginReading` */
  constructor(
    path: string,
    options: { readonly readOnly: boolean; readonly timeoutMs?: number; readonly sharesReads?: boolean },
  ) {
    const { readOnly, timeoutMs = BUSY_TIMEOUT_MS, sharesReads = false } = options
    this.path = path
    this.#sharesReads = sharesReads
    this.#database = this.#explained(() => new DatabaseSync(path, { readOnly, timeout: timeoutMs }))
    this.#database.function(ROW_CHECKSUM, { varargs: true, deterministic: true }, (...values) => checksumOf(values))
    this.#database.function(FOLDED, { deterministic: true }, value =>
      typeof value === 'string' ? foldText(value) : null,
    )
    this.#database.function(NUMBER_TEXT, { deterministic: true }, value =>
      typeof value === 'number' ? String(value) : null,
    )
    if (readOnly) this.script(`pragma cache_size = -${READ_CACHE_KILOBYTES}`)
  }

  all<Row>(text: string, ...parameters: readonly unknown[]): Row[] {
    return this.#explained(() => {
      const { statement, names } = this.#prepareRead(text)
      if (this.#sharesReads) this.#beginReading()
      const rows = statement.all(...(parameters as SQLInputValue[])) as unknown as readonly Values[]
      return rows.map(values => toRow<Row>(names, values))
    })
  }

  get<Row>(text: string, ...parameters: readonly unknown[]): Row | undefined {
    return this.#explained(() => {
      const { statement, names } = this.#prepareRead(text)
      if (this.#sharesReads) this.#beginReading()
      const values = statement.get(...(parameters as SQLInputValue[])) as unknown as Values | undefined
      return values && toRow<Row>(names, values)
    })
  }

  /** Answers the new row's number. */
  insert(text: string, ...parameters: readonly unknown[]): number {
    return Number(this.#run(text, parameters).lastInsertRowid)
  }

  /** Answers how many rows changed. */
  run(text: string, ...parameters: readonly unknown[]): number {
    return Number(this.#run(text, parameters).changes)
  }

  /** Runs a statement within a transaction, which explains its errors. */
  runPrepared(text: string, parameters: readonly unknown[]): void {
    this.#prepare(text).statement.run(...(parameters as SQLInputValue[]))
  }

  /** Several statements without parameters. */
  script(text: string): void {
    this.#explained(() => this.#database.exec(text))
    Connection.#endAllReading()
  }

  /**
   * Runs the work in one transaction, rolled back when it throws. It takes the write lock at its start: a transaction
   * that began by reading could not wait for another writer to finish.
   */
  transaction<T>(work: () => T): T {
    this.script('begin immediate')
    try {
      const result = work()
      this.script('commit')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback')
      throw explainSqlite(error, this.path)
    }
  }

  /** Runs reads that all see the same state of the file. */
  snapshot<T>(work: () => T): T {
    this.script('begin')
    try {
      return work()
    } finally {
      if (this.#database.isTransaction) this.#database.exec('rollback')
    }
  }

  /** A function for statements. It may throw, which ends the statement with its error. */
  define(name: string, call: (value: unknown) => string | number | null): void {
    this.#database.function(name, { varargs: true }, call as (...values: unknown[]) => string | number | null)
  }

  /** The rows of a statement by column, for another thread. */
  columns(text: string, ...parameters: readonly unknown[]) {
    return this.#explained(() => {
      const { statement, names } = this.#prepareRead(text)
      const rows = statement.all(...(parameters as SQLInputValue[])) as unknown as readonly Values[]
      return { names, values: names.map((_, i) => rows.map(row => row[i])), rowCount: rows.length }
    })
  }

  close(): void {
    this.#endReading()
    this.#statements.clear()
    this.#database.close()
  }

  #run(text: string, parameters: readonly unknown[]) {
    // Without a closure: a load comes here for every row.
    try {
      const done = this.#prepare(text).statement.run(...(parameters as SQLInputValue[]))
      Connection.#endAllReading()
      return done
    } catch (error) {
      throw explainSqlite(error, this.path)
    }
  }

  #explained<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw explainSqlite(error, this.path)
    }
  }

  /**
   * The reads of one stretch of work are one transaction: each alone would take and give back the locks of the log, which
   * takes longer than most of them. It ends before the event loop goes on, and with whatever this thread writes, so
   * that no read is older than the request that asks for it.
   */
  #beginReading(): void {
    if (this.#isReading) return
    this.#prepare('begin').statement.run()
    this.#isReading = true
    reading.add(this)
    process.nextTick(() => this.#endReading())
  }

  #endReading(): void {
    if (!this.#isReading) return
    this.#isReading = false
    reading.delete(this)
    if (this.#database.isTransaction) this.#prepare('rollback').statement.run()
  }

  static #endAllReading(): void {
    for (const connection of reading) connection.#endReading()
  }

  /** Rows as arrays: each object that SQLite's binding makes has a dictionary and a hidden class of its own. */
  #prepareRead(text: string): Prepared {
    const prepared = this.#prepare(text)
    if (prepared.names.length === 0) {
      prepared.statement.setReturnArrays(true)
      prepared.names = prepared.statement.columns().map(({ name }) => name)
    }
    return prepared
  }

  #prepare(text: string): Prepared {
    const kept = this.#statements.get(text)
    if (kept) return kept
    const prepared = { statement: this.#database.prepare(text), names: [] }
    this.#statements.set(text, prepared)
    const [oldest] = this.#statements.keys()
    if (this.#statements.size > KEPT_STATEMENTS && oldest !== undefined) this.#statements.delete(oldest)
    return prepared
  }
}

/** Connections of this thread that hold a transaction. */
const reading = new Set<Connection>()

interface Prepared {
  readonly statement: StatementSync
  /** Of the columns. Empty until rows are read with it. */
  names: readonly string[]
}

type Values = readonly unknown[]

/** Rows of one statement share a hidden class. */
function toRow<Row>(names: readonly string[], values: Values): Row {
  const row: Record<string, unknown> = {}
  for (let i = 0; i < names.length; i++) row[names[i] as string] = values[i]
  return row as Row
}

export function openForWriting(path: string, options: { readonly timeoutMs?: number } = {}): Connection {
  const connection = new Connection(path, { readOnly: false, ...options })
  try {
    keepRowSums(connection)
  } catch (error) {
    connection.close()
    throw error
  }
  // Checkpoints sync the disk; a load has nothing to be durable before it is published.
  connection.script('pragma synchronous = normal; pragma wal_autocheckpoint = 4000; pragma cache_size = -8192')
  return connection
}

/** Whether another writer has the lock. */
export const isBusy = (error: unknown) => error instanceof SlicegraphError && error.code === 'STORE_BUSY'

/** How long a statement waits for another process's transaction; ours are short. */
const BUSY_TIMEOUT_MS = 15_000
const KEPT_STATEMENTS = 500
/**
 * Of the file, per connection that reads. With SQLite's 2 MB, stats that look up rows of a table of 4 MB took three times
 * as long. Mapping the file into memory is as fast, but a file that is cut short while it is served would end the process.
 */
const READ_CACHE_KILOBYTES = 16_384
