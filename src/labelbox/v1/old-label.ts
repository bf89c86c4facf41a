import { isObject, type Json } from '../../model/index.ts'
import type { At } from '../json-path.ts'
import { RecordFault } from '../record-fault.ts'
import { isList } from '../wire-values.ts'

/**
 * Refuses the `Label` of exports of 2018 and 2019, which knew neither feature ids nor lists of objects, by the name
 * of its form. What else is not known is left alone.
 * @throws RecordFault
 */
export function refuseOldLabel(label: Json | undefined, at: At): void {
  if (!isObject(label) || NEWER_KEYS.some(key => Object.hasOwn(label, key))) return
  const values = Object.values(label)
  if (values.some(isWellKnownText)) throw old(at, 'well-known text by class')
  if (values.some(isListOfPointLists)) throw old(at, 'lists of points by class')
  if (values.some(isListOfGeometries)) throw old(at, 'lists of geometries by class')
  if (values.length > 0 && values.every(value => typeof value === 'string')) throw old(at, 'answers by question only')
}

/** Exports of 2018 say that work was skipped in place of the label. */
export const isSkipWord = (label: Json | undefined): boolean => typeof label === 'string' && /^skip$/i.test(label)

const NEWER_KEYS = ['objects', 'classifications', 'relationships', 'groups', 'frames']

const old = (at: At, form: string) =>
  new RecordFault(at, `a label in the form of 2018 to 2019 (${form}), which is not supported`)

const isWellKnownText = (value: Json) =>
  typeof value === 'string' && /^\s*(multi)?(polygon|linestring|point)\s*(\(|empty)/i.test(value)

const isListOfPointLists = (value: Json) => isList(value) && value.some(isList)

const isListOfGeometries = (value: Json) =>
  isList(value) && value.some(item => isObject(item) && Object.hasOwn(item, 'geometry'))
