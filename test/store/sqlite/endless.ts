import { compile, raw } from '../../../src/store/sql.ts'
import { sqliteCapabilities } from '../../../src/store/sqlite/capabilities.ts'

/** A statement for reader threads. */
export const statement = (text: string, version = 0) => ({ ...compile(raw(text), () => '?'), version })

/** Walks rows without end: only an interruption ends it. */
export const ENDLESS = statement(`with recursive n (no) as (select 1 union all select no + 1 from n)
  select count(*) from n where ${compile(sqliteCapabilities.interruptible('n', 'no'), () => '?').text}`)
