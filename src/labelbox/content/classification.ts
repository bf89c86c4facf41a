import type { Classification, ClassificationAnswer, ClassificationEntry, Json, JsonObject } from '../../model/index.ts'
import { type At, below } from '../json-path.ts'
import { asList, asObject, isEmpty, isGiven, isList } from '../wire-values.ts'
import type { Dialect } from './format.ts'

const NONE: readonly Classification[] = []

/**
 * The classifications of a label, group, frame, object or answer, with those nested in them. Recursive:
 * `parseJson` has bounded the depth of what comes here.
 */
export function classificationsOf(wire: JsonObject, dialect: Dialect, at: At): readonly Classification[] {
  const { classifications } = wire
  if (!isGiven(classifications) || isEmpty(classifications)) return NONE
  return listed(classifications, dialect, below(at, 'classifications'))
}

/** What lists are searched by: an entry per chosen answer, or one for the classification where it has none. */
export function* classificationEntries(
  classifications: readonly Classification[],
  annotation: number | null,
): Generator<ClassificationEntry> {
  for (const { name, value, text, answers } of classifications) {
    if (answers.length === 0) yield { annotation, name, value, answer: null, text }
    for (const answer of answers) {
      yield { annotation, name, value, answer: answer.name, text }
      yield* classificationEntries(answer.classifications, annotation)
    }
  }
}

/** Some v1 files have a list of lists on objects. */
function listed(value: Json, dialect: Dialect, at: At): readonly Classification[] {
  return asList(value, at).flatMap((item, index) => {
    const place = below(at, index)
    return isList(item) ? listed(item, dialect, place) : classification(asObject(item, place), dialect, place)
  })
}

function classification(wire: JsonObject, dialect: Dialect, at: At): Classification {
  const { kind, text, optionsKey } = dialect.answer(wire, at)
  const identity = dialect.identity(wire, at)
  if (optionsKey === null) return { ...identity, answerKind: kind, text, answers: [], raw: wire }
  const options = wire[optionsKey]
  const answers = answersOf(options, dialect, below(at, optionsKey), kind === 'CHECKLIST')
  return { ...identity, answerKind: kind, text, answers, raw: { ...wire, [optionsKey]: withoutNested(options) } }
}

function answersOf(options: Json | undefined, dialect: Dialect, at: At, many: boolean): ClassificationAnswer[] {
  if (!many) return [answerOf(options, dialect, at)]
  return asList(options, at).map((option, index) => answerOf(option, dialect, below(at, index)))
}

function answerOf(option: Json | undefined, dialect: Dialect, at: At): ClassificationAnswer {
  const wire = asObject(option, at)
  return { ...dialect.identity(wire, at), classifications: classificationsOf(wire, dialect, at) }
}

/** Options without the classifications nested in them, which have a `raw` of their own. */
function withoutNested(options: Json | undefined): Json {
  if (isList(options)) return options.map(withoutNested)
  const { classifications: _, ...option } = options as JsonObject
  return option
}
