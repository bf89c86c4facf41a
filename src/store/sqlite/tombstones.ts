import { isBefore, laterOf, type Moment } from '../../model/index.ts'
import type { LoadContext } from './load-context.ts'

/* Removals by loads: they distinguish an id that was removed from one that never existed. */

/** Notes a removal, with the time of the record or the run that made it; null: any record brings the row back. */
export function addTombstone(load: LoadContext, id: string, time: Moment | null, isPartial = false): void {
  load.hasTombstones = true
  load.connection.run(
    `insert into tombstone (id, gone, time, partial) values (?, ?, ?, ?)
      on conflict do update set time = excluded.time, partial = excluded.partial`,
    ...[id, load.next, time, Number(isPartial)],
  )
}

/**
 * The time of the row's removal, if that was after the record's time; else null, and the record brings it back.
 * @param isElsewhere whether the record shows a data row in other projects than those it was removed from.
 */
export function removedSince(
  load: LoadContext,
  id: string,
  time: Moment | null,
  isElsewhere = () => false,
): Moment | null {
  if (!load.hasTombstones || time === null) return null
  const removed = load.connection.get<{ time: Moment | null; partial: number }>(
    'select time, partial from tombstone where id = ? order by gone desc limit 1',
    id,
  )
  if (removed?.partial && isElsewhere()) return null
  return isBefore(knownAt(load, time), removed?.time) ? (removed?.time ?? null) : null
}

/** A task's export is as new as the start of the task, whatever the times in it. */
export const knownAt = ({ startedAt }: LoadContext, time: Moment | null): Moment | null =>
  time === null ? null : laterOf(time, startedAt)
