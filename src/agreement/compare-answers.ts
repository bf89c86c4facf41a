import { byCodePoint, type Classification, type GroupKey, mapped, sorted } from '../model/index.ts'
import { byGroup, byText, firstName } from './by-place.ts'

/** The classifications of a label, or of one of its groups or frames. */
export interface AnsweredPlace {
  /** Of the group in ids; null for those of the label. */
  readonly groupName: string | null
  readonly group: GroupKey | null
  /** Null outside of frames. */
  readonly frameNumber: number | null
  readonly classifications: readonly Classification[]
}

/** The answers of two labels to one question, in one place. */
export interface AnswerPair {
  readonly question: string | null
  readonly group: GroupKey | null
  readonly frameNumber: number | null
  /** Names of the chosen options, or a text; each once, by code point. */
  readonly answers: readonly string[]
  readonly otherAnswers: readonly string[]
  readonly agrees: boolean
}

/** Questions that either label answers, at any depth: the label's own, then by group and frame, each by its name. */
export function* compareAnswers(
  one: readonly AnsweredPlace[],
  other: readonly AnsweredPlace[],
): Generator<undefined, readonly AnswerPair[]> {
  const asked = new Map<string, Asked>()
  for (const [side, places] of [['one', one] as const, ['other', other] as const])
    for (const place of places) {
      for (const question of place.classifications) gather(asked, side, place, question)
      yield
    }
  const answered = [...asked.values()].filter(({ one, other }) => one.size + other.size > 0)
  return yield* mapped(yield* sorted(answered, byPlace), ({ question, group, frameNumber, one, other }) => ({
    ...{ question, group, frameNumber },
    answers: [...one].sort(byCodePoint),
    otherAnswers: [...other].sort(byCodePoint),
    agrees: one.size === other.size && [...one].every(answer => other.has(answer)),
  }))
}

interface Asked extends Pick<AnsweredPlace, 'groupName' | 'group' | 'frameNumber'> {
  question: string | null
  readonly schemaId: string | null
  readonly one: Set<string>
  readonly other: Set<string>
}

/** A question of two labels is one by its id in the ontology, else by its name. */
function gather(
  asked: Map<string, Asked>,
  side: 'one' | 'other',
  place: AnsweredPlace,
  { name, schemaId, text, answers }: Classification,
): void {
  const { groupName, group, frameNumber } = place
  const key = JSON.stringify([groupName, frameNumber, schemaId === null ? { name } : schemaId])
  const known = asked.get(key)
  const pair = known ?? { groupName, group, frameNumber, question: name, schemaId, one: new Set(), other: new Set() }
  if (!known) asked.set(key, pair)
  pair.question = firstName(pair.question, name)
  if (text !== null) pair[side].add(text)
  for (const answer of answers) {
    pair[side].add(answer.name ?? answer.value ?? '')
    for (const inner of answer.classifications) gather(asked, side, place, inner)
  }
}

const byPlace = (a: Asked, b: Asked): number =>
  byGroup(a.group, b.group) ||
  byText(a.groupName, b.groupName) ||
  (a.frameNumber ?? -Infinity) - (b.frameNumber ?? -Infinity) ||
  byText(a.question, b.question) ||
  byText(a.schemaId, b.schemaId)
