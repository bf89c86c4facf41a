import { atOnce, type ExportInput, type ExportTaskError, type Json, type JsonObject } from '../model/index.ts'
import { shownJson, shownText } from '../store/index.ts'
import type { Loaders } from './create-loaders.ts'

/* Values that do not come from the store as they are shown: the loaders hide in them what the request must not show. */

/** A name that the caller gave back as it was shown. */
export const showText = ({ hiding }: Pick<Loaders, 'hiding'>, text: string): string =>
  hiding ? shownText(hiding, text) : text

/** A URL that images or frames are fetched from. */
export function showUrl({ hiding }: Pick<Loaders, 'hiding'>, url: string | null): string | null {
  return hiding && url !== null ? shownText(hiding, url) : url
}

/**
 * The input of an export task, which may come from the process that runs it. Callers who must not see people could learn
 * the pseudonym of somebody, or whether the store knows them, from a task of their own: they see a fixed word in place of
 * every text that may be about people, whatever it is.
 */
export function showInput({ hiding }: Pick<Loaders, 'hiding'>, input: ExportInput): Json {
  const { ...shown }: object = hiding?.people ? withoutTexts(input) : input
  return shown as JsonObject
}

/** Labelbox may repeat texts of the input in them. */
export function showErrors({ hiding }: Pick<Loaders, 'hiding'>, errors: readonly ExportTaskError[]) {
  const shown = hiding ? atOnce(shownJson(hiding, errors, HIDDEN)) : errors
  return hiding?.raw ? shown.map(error => ({ ...error, raw: null })) : shown
}

const HIDDEN = 'hidden'
/** Ids of projects, datasets and model runs, names of states, and times, as Labelbox has them. */
const PLAIN = /^(?:[\w-]{1,100}|[\d-]{10}[T ][\d:.]+(?:Z|[+-][\d:]{5})?)$/

const withoutTexts = ({ scope, filters, params, ...others }: ExportInput) => {
  const { dataRowIds, globalKeys, batchIds, ...narrow } = filters
  const lists = Object.entries({ dataRowIds, globalKeys, batchIds }).filter(([, list]) => list)
  return {
    ...others,
    scope: onlyPlain(scope),
    filters: {
      ...(onlyPlain(narrow) as object),
      ...Object.fromEntries(lists.map(([name, list]) => [name, list?.map(() => HIDDEN)])),
    },
    params: onlyPlain(params),
  }
}

function onlyPlain(value: unknown): unknown {
  if (typeof value === 'string') return PLAIN.test(value) ? value : HIDDEN
  if (Array.isArray(value)) return value.map(onlyPlain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, onlyPlain(each)]))
}
