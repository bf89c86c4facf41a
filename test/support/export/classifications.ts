import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import { schemaId, text, withKeys } from './values.ts'

const question = fc.constantFrom('Quality', 'Finding', 'Remark')
const option = fc.constantFrom('Good', 'Poor', 'good', 'Ａ', '🧠')

/** Keys with the same meaning in V2 and V1. */
const WORDS = {
  v2: { id: 'feature_id', schema: 'feature_schema_id', name: 'name' },
  v1: { id: 'featureId', schema: 'schemaId', name: 'title' },
} as const

type Form = keyof typeof WORDS

/** Lists of classifications, nested up to `depth`. */
export function classifications(form: Form, depth = 2): fc.Arbitrary<Json> {
  return fc.array(classification(form, depth), { maxLength: 2 })
}

/** Relationships between two objects, with classifications. */
export function relationships(form: Form): fc.Arbitrary<Json> {
  const relationship = withKeys(
    { [WORDS[form].id]: fc.constantFrom('crelation1', 'crelation2') },
    { classifications: classifications(form, 1) },
  )
  return fc.array(relationship, { maxLength: 2 })
}

function classification(form: Form, depth: number): fc.Arbitrary<JsonObject> {
  const words = WORDS[form]
  const about = withKeys(
    {},
    {
      [words.id]: fc.constantFrom('canswer1', 'canswer2'),
      [words.schema]: schemaId,
      [words.name]: question,
      value: question.map(name => name.toLowerCase()),
    },
  )
  return fc.tuple(about, answer(form, depth)).map(([what, given]) => ({ ...what, ...given }))
}

function answer(form: Form, depth: number): fc.Arbitrary<JsonObject> {
  const several = fc.uniqueArray(chosen(form, depth, true), { maxLength: 2, selector: each => JSON.stringify(each) })
  // Only a single answer may be nameless: a store need not say what a nameless one among named ones counts as.
  const one = fc.oneof(
    { weight: 4, arbitrary: chosen(form, depth, true) },
    { weight: 1, arbitrary: chosen(form, depth, false) },
  )
  return form === 'v2'
    ? fc.oneof(
        one.map(radio_answer => ({ radio_answer })),
        several.map(checklist_answers => ({ checklist_answers })),
        text.map(content => ({ text_answer: { content } })),
        fc.constant({}),
      )
    : fc.oneof(
        one.map(answer => ({ answer })),
        several.map(answers => ({ answers })),
        several.map(answer => ({ answer })),
        text.map(answer => ({ answer })),
      )
}

function chosen(form: Form, depth: number, named: boolean): fc.Arbitrary<JsonObject> {
  const words = WORDS[form]
  const name: Record<string, fc.Arbitrary<Json>> = named ? { [words.name]: option } : {}
  const nested = depth > 0 ? classifications(form, depth - 1) : fc.constant([])
  return withKeys(name, { [words.id]: fc.constant('coption'), [words.schema]: schemaId, classifications: nested })
}
