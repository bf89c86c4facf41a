import { type Instant, isTurnOver, nextTurn } from '../../model/index.ts'
import type { Hidden, Hiding } from '../hiding.ts'
import { KeptMemory } from '../kept-memory.ts'
import type { People } from '../people.ts'
import type { ReadContext, Scope } from '../query-context.ts'
import { compile, type Sql } from '../sql.ts'
import { sqliteCapabilities } from './capabilities.ts'
import type { Connection } from './connection.ts'
import type { createOpeningCheck } from './opening-check.ts'
import type { createScans } from './scans.ts'
import { readState, requireVersion, type State } from './state.ts'

interface Sources {
  readonly connection: Connection
  readonly scans: ReturnType<typeof createScans>
  readonly check: Pick<ReturnType<typeof createOpeningCheck>, 'damage'>
  readonly readPeople: () => People
  /** Memory for what is kept of all contexts. */
  readonly keptBytes: number
}

/** The scope of a reader, and the values that are hidden from it. */
interface Visible {
  readonly scope: Scope
  readonly hides: ReadonlySet<Hidden>
  readonly startedAt: Instant
}

/** Creates the contexts of readers: what a reader sees, how it reads, and what is kept of what others have read. */
export function createReadContexts({ connection, scans, check, readPeople, keptBytes }: Sources) {
  // Decoded contents are twenty times as large as the texts of answers made from them, and would displace those.
  const decoded = new KeptMemory(keptBytes / 4)
  const kept = new KeptMemory(keptBytes - keptBytes / 4)

  const hidingOf = (hides: ReadonlySet<Hidden>): Hiding => ({
    raw: hides.has('raw'),
    people: hides.has('people') ? readPeople() : null,
  })

  return function readContext(
    state: State,
    { scope, hides, startedAt }: Visible,
    signal: AbortSignal | undefined,
  ): ReadContext {
    const owner = signal ?? {}
    let statements = 0
    let isLatest = true
    const hiding = hides.size > 0 ? hidingOf(hides) : null
    const seesAll = scope.projects === 'all'
    const projects = seesAll ? 'all' : JSON.stringify(scope.projects)
    const { damage } = check
    // What was kept before damage was found may be wrong.
    const version = `${state.version}${damage ? ' damaged' : ''} ${projects} ${[...hides].sort().join()}`
    const contents = kept.ofVersion(`${version} ${state.fetched}`)
    const relations = kept.ofVersion(version)
    return {
      ...state,
      startedAt,
      isDamaged: damage !== null,
      scope,
      hiding,
      kept,
      rowTables: seesAll && !hiding ? kept.rows : relations,
      decoded: hiding ? decoded.ofVersion(version) : decoded.rows,
      relations,
      contents,
      results: new Map(),
      owner,
      isLatest: () => isLatest,
      noteFetched() {
        isLatest = readState(connection).fetched === state.fetched
      },
      detached: () => readContext(state, { scope, hides, startedAt }, undefined),
      capabilities: sqliteCapabilities,
      rows: async <Row>(query: Sql) => {
        // A request that reads little does not wait for others.
        if (++statements > FREE_STATEMENTS && isTurnOver()) await nextTurn(owner)
        signal?.throwIfAborted()
        const { text, parameters } = compile(query, () => '?')
        damage?.refuse(text, false)
        requireVersion(connection, state.version)
        return connection.all<Row>(text, ...parameters)
      },
      scan: async query => {
        damage?.refuse(compile(query, () => '?').text, true)
        return scans.scan(query, state, signal)
      },
    }
  }
}

/** Keyed reads of a request that do not give way to others. */
const FREE_STATEMENTS = 8
