import { statSync } from 'node:fs'
import type { Finding } from '../check-report.ts'
import { type Damage, damageOf } from '../damage.ts'
import type { OpeningCheck } from '../opening.ts'
import { checkInThread } from './check-in-thread.ts'
import { checkAtOnce } from './check-store.ts'
import { isMarkedSound, markSound, unmark } from './sound-mark.ts'

/** Larger stores are checked beside serving. */
const AWAITED_BYTES = 256_000_000
/** Smaller ones are checked on the thread that asks: to start another one takes longer. */
const SMALL_BYTES = 4_000_000

/**
 * The check of a store that is about to be opened. Checksums of rows show damage where the row is read, but not in an index
 * or a column that rows are found, filtered, ordered or counted by.
 * @param fileBytes 0 for a store that is to be made
 * @param isDelegated another process checks the file
 */
export function createOpeningCheck(path: string, fileBytes: number, isDelegated: boolean) {
  const bytes = fileBytes + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0)
  const isKnown = bytes === 0 || isMarkedSound(path)
  const ended = new AbortController()
  let isAwaited = !isDelegated && !isKnown && bytes <= AWAITED_BYTES
  let found: readonly Finding[] | null = bytes === 0 ? [] : null
  let damage: Damage | null = null
  let running: Promise<readonly Finding[]> | undefined
  /** Found without a check. */
  let shown: readonly Finding[] = []

  function accept(findings: readonly Finding[]): void {
    found = findings
    isAwaited = false
    damage = damageOf([...shown, ...findings], path)
  }

  async function check(): Promise<readonly Finding[]> {
    const findings =
      isAwaited && bytes <= SMALL_BYTES
        ? checkAtOnce(path)
        : await checkInThread(path, { everything: false, isUrgent: isAwaited, signal: ended.signal })
    accept(findings)
    return findings
  }

  const opening: OpeningCheck = {
    get isAwaited() {
      return isAwaited
    },
    get findings() {
      return found
    },
    run() {
      running ??= check()
      return running
    },
    take: accept,
  }
  return {
    opening,
    get damage() {
      return damage
    },
    /** Damage that showed as the store was opened. */
    note(findings: readonly Finding[]): void {
      shown = findings
      damage = damageOf(findings, path)
    },
    /** The store will be closed. */
    end: () => ended.abort(new Error('The store was closed during its check.')),
    /** The store is closed. */
    leave(): void {
      if (damage) unmark(path)
      else if (found || isKnown) markSound(path)
    },
  }
}
