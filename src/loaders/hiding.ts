import { atOnce, type ExportInput, type ExportTaskError, type Json, type JsonObject } from '../model/index.ts'
import { shownJson, shownText } from '../store/index.ts'
import type { Loaders } from './create-loaders.ts'

/* Values that do not come from the store as they are shown: the loaders hide in them what the request must not show. */

/** A URL that images or frames are fetched from. */
export function showUrl({ hiding }: Pick<Loaders, 'hiding'>, url: string | null): string | null {
  return hiding && url !== null ? shownText(hiding, url) : url
}

/** The input of an export task, which may come from the process that runs it. */
export function showInput({ hiding }: Pick<Loaders, 'hiding'>, input: ExportInput): Json {
  const { ...shown }: object = hiding ? atOnce(shownJson(hiding, input)) : input
  return shown as JsonObject
}

export function showErrors({ hiding }: Pick<Loaders, 'hiding'>, errors: readonly ExportTaskError[]) {
  const shown = hiding ? atOnce(shownJson(hiding, errors)) : errors
  return hiding?.raw ? shown.map(error => ({ ...error, raw: null })) : shown
}
