import {
  type Classification,
  type ClassificationAnswer,
  type ClassificationEntry,
  type Json,
  type JsonObject,
  mapped,
  type Named,
  type Relationship,
} from '../../model/index.ts'
import { type At, below, ROOT } from '../record-fault.ts'
import { asList, asObject, isEmpty, isGiven, isList, textOf } from '../wire-values.ts'
import type { FormatRules } from './format-rules.ts'

/** The classifications and relationships of a label, group or frame. */
export function attachedOf(wire: JsonObject, rules: FormatRules, at: At) {
  return { classifications: classificationsOf(wire, rules, at), relationships: relationshipsOf(wire, rules, at) }
}

/** The same of what is stored, in which nothing can be wrong: pauses in long lists. */
export function* readAttached(wire: JsonObject, rules: FormatRules) {
  if (!isLong(wire.classifications) && !isLong(wire.relationships)) return attachedOf(wire, rules, ROOT)
  const classifications = yield* mapped(partsOf(wire.classifications), part =>
    classificationsOf({ classifications: part }, rules, ROOT),
  )
  const relationships = yield* mapped(partsOf(wire.relationships), part =>
    relationshipsOf({ relationships: part }, rules, ROOT),
  )
  return { classifications: classifications.flat(), relationships: relationships.flat() }
}

const isLong = (value: Json | undefined) => isList(value) && value.length > FEW
const FEW = 32

/** A list in its items. */
const partsOf = (value: Json | undefined): readonly Json[] =>
  isList(value) ? value.map(item => [item]) : isGiven(value) ? [value] : []

/**
 * The classifications of a label, group, frame, object or answer, with those nested in them. Recursive:
 * `parseJson` has bounded the depth of what comes here.
 */
export function classificationsOf(wire: JsonObject, rules: FormatRules, at: At): readonly Classification[] {
  const { classifications } = wire
  if (!isGiven(classifications) || isEmpty(classifications)) return []
  return listed(classifications, rules, below(at, 'classifications'))
}

/** Search entries: one per chosen answer, or one for the classification where it has none. */
export function* classificationEntries(
  classifications: readonly Classification[],
  annotation: number | null,
  groupName: string | null,
): Generator<ClassificationEntry> {
  for (const { featureId, name, value, text, answers } of classifications) {
    const own = { groupName, annotation, name, value, text }
    if (answers.length === 0) yield { ...own, featureId, answer: null }
    for (const answer of answers) {
      yield { ...own, featureId: answer.featureId ?? featureId, answer: answer.name }
      yield* classificationEntries(answer.classifications, annotation, groupName)
    }
  }
}

/** Questions and chosen options, at any depth. */
export function* answersOf(classifications: readonly Classification[]): Generator<Named> {
  for (const classification of classifications) {
    yield classification
    for (const answer of classification.answers) {
      yield answer
      yield* answersOf(answer.classifications)
    }
  }
}

/** Some v1 files have a list of lists on objects. */
function listed(value: Json, rules: FormatRules, at: At): readonly Classification[] {
  return asList(value, at).flatMap((item, index) => {
    const place = below(at, index)
    return isList(item) ? listed(item, rules, place) : classification(asObject(item, place), rules, place)
  })
}

function classification(wire: JsonObject, rules: FormatRules, at: At): Classification {
  const { kind, text, optionsKey } = rules.answer(wire, at)
  const identity = rules.identity(wire, at)
  if (optionsKey === null) return { ...identity, answerKind: kind, text, answers: [], raw: wire }
  const options = wire[optionsKey]
  const there = below(at, optionsKey)
  const answers =
    kind === 'CHECKLIST'
      ? asList(options, there).map((option, index) => answerOf(option, rules, below(there, index)))
      : [answerOf(options, rules, there)]
  return { ...identity, answerKind: kind, text, answers, raw: { ...wire, [optionsKey]: withoutNested(options) } }
}

function answerOf(option: Json | undefined, rules: FormatRules, at: At): ClassificationAnswer {
  const wire = asObject(option, at)
  return { ...rules.identity(wire, at), classifications: classificationsOf(wire, rules, at) }
}

/** Options without the classifications nested in them, which have a `raw` of their own. */
function withoutNested(options: Json | undefined): Json {
  if (isList(options)) return options.map(withoutNested)
  const { classifications: _, ...option } = options as JsonObject
  return option
}

/** The relationships of a label, group or frame. */
function relationshipsOf(wire: JsonObject, rules: FormatRules, at: At): readonly Relationship[] {
  const { relationships } = wire
  if (!isGiven(relationships) || isEmpty(relationships)) return []
  const there = below(at, 'relationships')
  return asList(relationships, there).map((item, index) => {
    const place = below(there, index)
    return relationship(asObject(item, place), rules, place)
  })
}

const ENDS = ['unidirectional_relationship', 'bidirectional_relationship'] as const

function relationship(wire: JsonObject, rules: FormatRules, at: At): Relationship {
  const { classifications: _, ...raw } = wire
  const key = ENDS.find(name => isGiven(wire[name]))
  const place = key === undefined ? at : below(at, key)
  const ends = key === undefined ? null : asObject(wire[key], place)
  return {
    ...rules.identity(wire, at),
    annotationKind: textOf(wire.annotation_kind, at, 'annotation_kind'),
    sourceFeatureId: textOf(ends?.source, place, 'source'),
    targetFeatureId: textOf(ends?.target, place, 'target'),
    bidirectional: key === undefined ? null : key === 'bidirectional_relationship',
    classifications: classificationsOf(wire, rules, at),
    raw,
  }
}
