import type { JsonObject, Relationship } from '../../model/index.ts'
import { type At, below } from '../json-path.ts'
import { asList, asObject, isEmpty, isGiven, textOf } from '../wire-values.ts'
import { classificationsOf } from './classification.ts'
import type { FormatRules } from './format-rules.ts'

/** The relationships of a label, group or frame. */
export function relationshipsOf(wire: JsonObject, rules: FormatRules, at: At): readonly Relationship[] {
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
