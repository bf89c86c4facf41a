import type { ReadContext } from '../query-context.ts'
import { compile, type Sql } from '../sql.ts'
import { KEEP_ON, ROWS_PER_QUESTION } from './capabilities.ts'
import type { Connection } from './connection.ts'
import { createReaderThreads, type ScanCall } from './reader-threads.ts'
import { requireVersion } from './state.ts'

/**
 * Rows that a scan may walk on the main thread, times the characters of its statement: 2,000 rows of an ordinary one, some
 * dozens where it has a thousand conditions. It takes a few milliseconds.
 */
export const SCAN_WORK = 2_000_000
/** Scans of one turn of the event loop share the main thread for so many times that. */
const SCANS_PER_TURN = 3
/** Statements that are remembered as long ones. */
const MAX_LONG = 500

/**
 * Runs statements that may walk many rows. How many cannot be told from a request: a filter on an indexed field may match
 * half the table, and a filter on any other the first rows. So each begins on this thread, where a page that an index serves
 * takes less time than handing it over (0.2 to 0.6 ms), and starts again in a reader thread if it walks more than
 * `scanWork`. A statement that did goes to a thread at once the next time. Work is counted rather than timed, since a
 * busy machine would seem to make every statement a long one.
 * @param scanWork 0: everything runs in threads
 */
export function createScans(path: string, connection: Connection, scanWork: number) {
  const threads = createReaderThreads(path)
  /** Texts of statements that walked too many rows, the latest last. */
  const long = new Set<string>()
  /** Long scans that this turn of the event loop has time for; whole scans or parts of them. */
  let leftInTurn = 0
  let isTurnKnown = false
  /** Questions that the running scan may still ask. */
  let left = 0

  connection.define(KEEP_ON, () => {
    left -= 1
    if (left < 0) throw TOO_LONG
    return 1
  })

  /** Null if it is too long for this thread. */
  function scanHere<Row>({ text, parameters, version }: Omit<ScanCall, 'no'>): readonly Row[] | null {
    const questions = questionsIn(text)
    if (!isTurnKnown) {
      isTurnKnown = true
      leftInTurn = SCANS_PER_TURN
      setImmediate(() => {
        isTurnKnown = false
      })
    }
    if (scanWork === 0 || long.has(text) || leftInTurn < 1) return null
    requireVersion(connection, version)
    left = questions
    try {
      return connection.all<Row>(text, ...parameters)
    } catch (error) {
      if (error !== TOO_LONG) throw error
      remember(text)
      return null
    } finally {
      leftInTurn -= (questions - left) / (questions + 1)
    }
  }

  /** How often a statement asks whether to go on before it has done its work. */
  const questionsIn = (text: string) => Math.floor(scanWork / text.length / ROWS_PER_QUESTION)

  function remember(text: string): void {
    long.add(text)
    const [oldest] = long
    if (long.size > MAX_LONG && oldest !== undefined) long.delete(oldest)
  }

  return {
    async scan<Row>(
      query: Sql,
      { version }: Pick<ReadContext, 'version'>,
      signal?: AbortSignal,
    ): Promise<readonly Row[]> {
      signal?.throwIfAborted()
      const { text, parameters } = compile(query, () => '?')
      const call = { text, parameters, version }
      const found = scanHere<Row>(call)
      if (found) return found
      const { rows, questions } = await threads.run<Row>(call, signal)
      if (questions <= questionsIn(text)) long.delete(text)
      return rows
    },
    close: () => threads.close(),
  }
}

/** Thrown through SQLite: an error made once costs nothing. */
const TOO_LONG = new Error('The scan is too long for the main thread.')
