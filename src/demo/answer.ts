import type { JsonObject } from '../model/index.ts'
import type { Option, Question } from './catalog.ts'
import type { Random } from './random.ts'

/** One person's answer to a question, as v2 writes it. */
export function answer(random: Random, question: Question): JsonObject {
  const { schemaId, name, value } = question
  const classification = { feature_id: random.cuid(), feature_schema_id: schemaId, name, value }
  if (question.kind === 'text')
    return { ...classification, text_answer: { content: random.pick(question.options).name } }
  if (question.kind === 'radio')
    return { ...classification, radio_answer: chosen(random, random.pick(question.options)) }
  const options = random.some(question.options, random.int(1, 2))
  return { ...classification, checklist_answers: options.map(option => chosen(random, option)) }
}

function chosen(random: Random, option: Option): JsonObject {
  return {
    feature_id: random.cuid(),
    feature_schema_id: option.schemaId,
    name: option.name,
    value: option.value,
    classifications: option.followUp ? [answer(random, option.followUp)] : [],
  }
}
