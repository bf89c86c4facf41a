import type { ErrorCode } from '../errors.ts'
import type { ExportTaskError } from '../model/index.ts'
import type { PullFailure } from './pull.ts'

/** Different messages that are kept. */
const MOST_MESSAGES = 100

/**
 * Failures of a pull, by their message: a pull may fail for any number of frames and masks. Messages hold no value of the
 * export, and so no ids: what could not be fetched is found by what is still remote.
 */
export function createPullErrors() {
  const counts = new Map<string, number>()
  let total = 0
  let others = 0
  let last: ErrorCode | null = null

  const list = (): ExportTaskError[] => {
    const messages = [...counts].map(([message, count]) => (count === 1 ? message : `${message} (${count} times)`))
    if (others > 0) messages.push(`${others} failures have other messages.`)
    return messages.map(message => ({ message, raw: null }))
  }

  return {
    add(failures: readonly PullFailure[]): void {
      for (const { code, message } of failures) {
        const text = `${code}: ${message}`
        total++
        last = code
        if (counts.has(text) || counts.size < MOST_MESSAGES) counts.set(text, (counts.get(text) ?? 0) + 1)
        else others++
      }
    },
    count: () => total,
    list,
    /** The same for a pull that ended early, which the first one says. */
    listOfStopped: (): ExportTaskError[] => [
      { message: last === 'UPSTREAM_FORBIDDEN' ? REFUSED : NOT_RESPONDING, raw: null },
      ...list(),
    ],
  }
}

const REFUSED = 'The pull stopped early: the API key was refused three times in a row.'
const NOT_RESPONDING = 'The pull stopped early: Labelbox is not responding.'
