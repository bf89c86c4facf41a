import { isObject, type Json } from '../../model/index.ts'
import { type At, RecordFault } from '../record-fault.ts'
import { isList } from '../wire-values.ts'

/**
 * Rejects the `Label` of exports of 2018 and 2019, which had neither feature ids nor lists of objects. Other unknown
 * labels are accepted.
 * @throws RecordFault that names the old format
 */
export function rejectOldLabel(label: Json | undefined, at: At): void {
  if (!isObject(label) || NEWER_KEYS.some(key => Object.hasOwn(label, key))) return
  const values = Object.values(label)
  if (values.some(isWellKnownText)) throw old(at, 'well-known text by class')
  if (values.some(isListOfPointLists)) throw old(at, 'lists of points by class')
  if (values.some(isListOfGeometries)) throw old(at, 'lists of geometries by class')
  if (values.length > 0 && values.every(value => typeof value === 'string')) throw old(at, 'answers by question only')
}

/** True for the text that exports of 2018 have in place of a skipped label. */
export const isSkipWord = (label: Json | undefined): boolean => typeof label === 'string' && /^skip$/i.test(label)

const NEWER_KEYS = ['objects', 'classifications', 'relationships', 'groups', 'frames']

const old = (at: At, layout: string) =>
  new RecordFault(at, `a label in the form of 2018 to 2019 (${layout}), which is not supported`)

const isWellKnownText = (value: Json) =>
  typeof value === 'string' && /^\s*(multi)?(polygon|linestring|point)\s*(\(|empty)/i.test(value)

const isListOfPointLists = (value: Json) => isList(value) && value.some(isList)

const isListOfGeometries = (value: Json) =>
  isList(value) && value.some(item => isObject(item) && Object.hasOwn(item, 'geometry'))
