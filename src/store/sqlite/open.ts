import type { Store, StoreOptions } from '../contract.ts'
import { FOREVER } from '../entities/index.ts'
import type { Hidden } from '../hiding.ts'
import type { LoadedExport } from '../loads.ts'
import { createReader } from '../query/reader.ts'
import { parseVersion, versionText } from '../query-context.ts'
import { createAuditHeads } from './audit-heads.ts'
import { checkInThread } from './check-in-thread.ts'
import { Connection } from './connection.ts'
import { findDamage } from './find-damage.ts'
import { definePeople } from './known-people.ts'
import { createOpeningCheck } from './opening-check.ts'
import { createPullStore } from './pull-store.ts'
import { createReadContexts } from './read-context.ts'
import { createScans } from './scans.ts'
import { createShortWrites } from './short-writes.ts'
import { readState } from './state.ts'
import { foldLog, prepareFile, sizeOf } from './store-file.ts'
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
  const readContext = createReadContexts({ connection, scans, check, readPeople, keptBytes })

  return {
    url: `sqlite:${path}`,
    version: () => versionText({ ...readState(connection), isDamaged: check.damage !== null }),
    dataVersion: () => String(readState(connection).version),
    openSnapshot: async ({ scope, hides = NOTHING, startedAt = Date.now() * 1000, signal, version, isNewest }) => {
      if (check.opening.isAwaited) await check.opening.run()
      const asked = version === undefined ? null : parseVersion(version)
      const newest = asked && isNewest ? asked : readState(connection)
      // Fetched frames and masks belong to no version of the data: a reader of any version sees the newest.
      return createReader(
        readContext({ ...newest, version: asked?.version ?? newest.version }, { scope, hides, startedAt }, signal),
      )
    },
    ...createFetchedWriter(shortWrites),
    tasks: createTaskStore(connection, shortWrites),
    pulls: createPullStore(connection, shortWrites),
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

const NOTHING: ReadonlySet<Hidden> = new Set()
