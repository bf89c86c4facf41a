import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SlicegraphError, UsageError } from '../../errors.ts'
import { Connection, isBusy } from './connection.ts'
import { canMigrate, migrate, versionOf } from './migrate.ts'
import { sumAllRows } from './row-sums.ts'
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts'
import { storeReadOnly } from './sqlite-errors.ts'

/* The file of a store: whether it is one, made or migrated before it is opened, and its log when it is closed. */

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

/**
 * Makes the tables in a new file, and migrates an older one.
 * @throws UsageError when the file is not a store of ours, one of a newer version, or one that cannot be migrated now
 */
export async function prepareFile(path: string): Promise<void> {
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
    prepareTables(connection, path)
  } catch (error) {
    connection?.close()
    await foldLog(path)
    throw error instanceof SlicegraphError ? error : unusable(path, error)
  }
  connection.close()
}

/**
 * The last connection to close takes the write-ahead log into the file and deletes it, unless it only reads. Of two
 * that close at the same moment neither is the last, so it is tried again.
 */
export async function foldLog(path: string): Promise<void> {
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

function prepareTables(connection: Connection, path: string): void {
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
      sumAllRows(connection)
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
