import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SlicegraphError, UsageError } from '../../errors.ts'
import { isTurnOver, nextTurn } from '../../model/index.ts'
import type { Store, StoreOptions } from '../contract.ts'
import { FOREVER } from '../entities/index.ts'
import type { Hidden, Hiding } from '../hiding.ts'
import { KeptMemory } from '../kept-memory.ts'
import type { LoadedExport } from '../loads.ts'
import { createReader } from '../query/reader.ts'
import { parseVersion, type ReadContext, type Scope, versionText } from '../query-context.ts'
import { compile, type Sql } from '../sql.ts'
import { createAuditHeads } from './audit-heads.ts'
import { sqliteCapabilities } from './capabilities.ts'
import { checkInThread } from './check-in-thread.ts'
import { Connection, isBusy } from './connection.ts'
import { findDamage } from './find-damage.ts'
import { definePeople } from './known-people.ts'
import { canMigrate, migrate, versionOf } from './migrate.ts'
import { createOpeningCheck } from './opening-check.ts'
import { createScans } from './scans.ts'
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { createShortWrites } from './short-writes.ts'
import { storeReadOnly } from './sqlite-errors.ts'
import { readState, requireVersion, type State } from './state.ts'
import { createTaskStore } from './task-store.ts'
import { createTokenStore } from './token-store.ts'
import { createFetchedWriter } from './write-fetched.ts'

/**
 * The store in one file, made when it is not there, migrated when an older version made it.
 * @throws UsageError when the file is not a store of ours, one of a newer version, or one that cannot be migrated now.
 */
export async function openSqliteStore(
  path: string,
  { keptBytes, scanWork, isCheckedElsewhere }: Required<StoreOptions>,
): Promise<Store> {
  const check = createOpeningCheck(path, sizeOf(path) ?? 0, isCheckedElsewhere)
  await prepareFile(path)
  const connection = new Connection(path, { readOnly: true, sharesReads: true })
  try {
    check.note(findDamage(connection))
  } catch (error) {
    connection.close()
    await foldLog(path)
    throw error
  }
  const shortWrites = createShortWrites(path)
  const scans = createScans(path, connection, scanWork)
  const readPeople = definePeople(connection)

  // Decoded contents are twenty times as large as the texts of answers made from them, and would displace those.
  const decoded = new KeptMemory(keptBytes / 4)
  const kept = new KeptMemory(keptBytes - keptBytes / 4)

  function readContext(state: State, { scope, hides }: Visible, signal: AbortSignal | undefined): ReadContext {
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
      detached: () => readContext(state, { scope, hides }, undefined),
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

  const hidingOf = (hides: ReadonlySet<Hidden>): Hiding => ({
    raw: hides.has('raw'),
    people: hides.has('people') ? readPeople() : null,
  })

  return {
    url: `sqlite:${path}`,
    version: () => versionText({ ...readState(connection), isDamaged: check.damage !== null }),
    dataVersion: () => String(readState(connection).version),
    openSnapshot: async ({ scope, hides = NOTHING, signal, version, isNewest }) => {
      if (check.opening.isAwaited) await check.opening.run()
      const asked = version === undefined ? null : parseVersion(version)
      const newest = asked && isNewest ? asked : readState(connection)
      // Fetched frames and masks belong to no version of the data: a reader of any version sees the newest.
      return createReader(
        readContext({ ...newest, version: asked?.version ?? newest.version }, { scope, hides }, signal),
      )
    },
    ...createFetchedWriter(shortWrites),
    tasks: createTaskStore(connection, shortWrites),
    tokens: createTokenStore(connection, shortWrites),
    audits: createAuditHeads(connection, shortWrites),
    get damage() {
      return check.damage?.error ?? null
    },
    opening: check.opening,
    async check(onProgress, signal) {
      const findings = await checkInThread(path, { everything: true, isUrgent: true, onProgress, signal })
      check.opening.take(findings)
      return findings
    },
    openLoad: async options => {
      if (check.damage) throw check.damage.error
      // Imported only here: a start that loads nothing does not wait for what writes loads.
      const { openLoad } = await import('./open-load.ts')
      return openLoad(path, options)
    },
    loadedExports: async () =>
      connection.all<LoadedExport>(
        `select no, id, digest, byte_count as "byteCount" from export where gone = ${FOREVER} order by no`,
      ),
    close: async () => {
      check.end()
      await scans.close()
      connection.close()
      shortWrites.close()
      await foldLog(path)
      check.leave()
    },
  }
}

interface Visible {
  readonly scope: Scope
  readonly hides: ReadonlySet<Hidden>
}

const NOTHING: ReadonlySet<Hidden> = new Set()

/** Keyed reads of a request that do not give way to others. */
const FREE_STATEMENTS = 8

/**
 * The last connection to close takes the write-ahead log into the file and deletes it, unless it only reads. Of two
 * that close at the same moment neither is the last, so it is tried again.
 */
async function foldLog(path: string): Promise<void> {
  for (let tries = 0; tries < 6 && existsSync(`${path}-wal`); tries++) {
    if (tries > 0) await pause(Math.random() * 10)
    try {
      const connection = new Connection(path, { readOnly: false, timeoutMs: 0 })
      try {
        connection.script('pragma wal_checkpoint(passive)')
      } finally {
        connection.close()
      }
    } catch {
      // The log stays, complete, and the next start reads it.
    }
  }
}

/** Size of the store's file; null if there is none. @throws SlicegraphError when no store can be at this place */
export function sizeOf(path: string): number | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found || found.isFile()) return found?.size ?? null
  } catch (cause) {
    const isDenied = cause instanceof Error && 'code' in cause && cause.code === 'EACCES'
    throw isDenied ? storeReadOnly(path, cause) : unusable(path, cause)
  }
  throw new UsageError(`The store ${path} is a folder or a device. Name a file with --store.`)
}

/** SQLite would open a file that cannot be written for reading, and fail later. */
function requireWritable(places: readonly string[], path: string): void {
  for (const place of places) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK)
    } catch (cause) {
      throw storeReadOnly(path, cause)
    }
  }
}

/** Makes the tables in a new file; sees that an old one is ours and of this version. */
async function prepareFile(path: string): Promise<void> {
  const isNew = !sizeOf(path)
  const folder = dirname(resolve(path))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`The folder of the store ${path} does not exist. Make it, or name another place with --store.`)
  }
  let connection: Connection | undefined
  try {
    requireWritable(isNew ? [folder] : [folder, path], path)
    connection = new Connection(path, { readOnly: false })
    if (isNew) connection.script('pragma page_size = 8192; pragma journal_mode = wal')
    check(connection, path)
  } catch (error) {
    connection?.close()
    await foldLog(path)
    throw error instanceof SlicegraphError ? error : unusable(path, error)
  }
  connection.close()
}

function check(connection: Connection, path: string): void {
  const created = () => connection.get<{ application_id: number }>('pragma application_id')?.application_id
  if (created() !== APPLICATION_ID) {
    connection.transaction(() => {
      if (created() === APPLICATION_ID) return
      if (connection.get('select 1 from sqlite_schema limit 1')) {
        throw new UsageError(
          `${path} is a database of another program, so nothing was written to it. Name another file with --store.`,
        )
      }
      connection.script(SCHEMA)
      connection.script(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMA_VERSION}`)
    })
  }
  const version = versionOf(connection)
  if (canMigrate(version)) migrateFile(connection, path, version)
  else checkVersion(version, path)
}

function checkVersion(version: number, path: string): void {
  if (version > SCHEMA_VERSION) {
    throw new UsageError(
      `${path} was written by a newer slicegraph (store version ${version}; this one knows ${SCHEMA_VERSION}). ` +
        'Update slicegraph, or name another file with --store.',
    )
  }
  if (version < SCHEMA_VERSION) {
    throw new UsageError(
      `${path} was written by an older slicegraph (store version ${version}; this one writes ${SCHEMA_VERSION}). ` +
        'Load the exports into a new file: name it with --store.',
    )
  }
}

function migrateFile(connection: Connection, path: string, version: number): void {
  try {
    migrate(connection)
  } catch (cause) {
    if (cause instanceof SlicegraphError && !isBusy(cause) && cause.code !== 'STORE_READ_ONLY') throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    const advice = isBusy(cause)
      ? 'another process has it open. Stop that process, or name another file with --store.'
      : `that failed (${reason}). Make the file and its folder writable, or name another file with --store.`
    throw new UsageError(
      `${path} was written by an older slicegraph (store version ${version}) and has to be migrated, but ${advice} ` +
        'The file was not changed.',
      { cause },
    )
  }
}

function unusable(path: string, cause: unknown): Error {
  // Node's own messages end with the path.
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/, \w+ '.*'$/s, '')
  return new UsageError(`${path} cannot be opened as a store (${reason}). Name another file with --store.`, { cause })
}
