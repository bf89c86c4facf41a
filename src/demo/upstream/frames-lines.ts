import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { answer } from '../answer.ts'
import { DEMO_END } from '../calendar.ts'
import type { DemoOntology } from '../catalog.ts'
import { type Drawing, framesOf, isIn } from '../drawing.ts'
import { createRandom, type Random } from '../random.ts'

/**
 * The lines of a v1 frames document.
 * @param drawings of the plane.
 * @param seed the same one gives the same lines.
 * @param origin where its masks are.
 */
export function framesLines(
  ontology: DemoOntology,
  drawings: readonly Drawing[],
  seed: string,
  origin: string,
): JsonObject[] {
  const random = createRandom(seed)
  return framesOf(drawings).map(frameNumber => {
    const present = drawings.filter(drawing => isIn(drawing, frameNumber))
    return {
      frameNumber,
      classifications: random.chance(0.08) ? [inV1(answer(random, ontology.frame))] : [],
      objects: present.map(drawing => object(drawing, frameNumber, origin)),
      relationships: random.chance(0.15) ? relationships(random, present) : [],
    }
  })
}

function object(drawing: Drawing, frame: number, origin: string): JsonObject {
  const { featureId, tool, keyFrames, color, classifications } = drawing
  const { schemaId, name: title, value } = tool
  return {
    ...{ featureId, schemaId, title, value },
    color: `#${Buffer.from(color).toString('hex').toUpperCase()}`,
    keyframe: keyFrames.includes(frame),
    ...geometry(drawing, frame, origin),
    classifications: classifications.map(inV1),
  }
}

function geometry(drawing: Drawing, frame: number, origin: string): JsonObject {
  const { tool, featureId, hasToken } = drawing
  const query = hasToken ? `?token=${token(featureId)}` : ''
  if (tool.kind === 'mask') return { instanceURI: `${origin}/masks/feature/${featureId}/${frame}${query}` }
  return { [tool.kind === 'polygon' ? 'polygon' : 'line']: drawing.outline(frame) }
}

/** A token in the shape of Labelbox's, which are signed and good for thirty days. */
function token(featureId: string): string {
  const iat = Math.floor(DEMO_END / 1000)
  const payload = { userId: featureId, organizationId: 'demo', iat, exp: iat + 2_592_000 }
  const parts = [JSON.stringify({ alg: 'HS256', typ: 'JWT' }), JSON.stringify(payload), 'unsigned']
  return parts.map(part => Buffer.from(part).toString('base64url')).join('.')
}

/** The first thing in the frame, and another that it belongs to. */
function relationships(random: Random, [source, target]: readonly Drawing[]): JsonObject[] {
  if (!source || !target) return []
  const name = { title: 'Touches', value: 'touches' }
  const ends = { source: source.featureId, target: target.featureId }
  return [{ featureId: random.cuid(), ...name, unidirectional_relationship: ends }]
}

/** A v2 classification in the words of v1. */
function inV1(classification: JsonObject): JsonObject {
  const { radio_answer, checklist_answers, text_answer } = classification
  if (isObject(text_answer)) return { ...identity(classification), answer: text_answer.content ?? '' }
  if (isObject(radio_answer)) return { ...identity(classification), answer: option(radio_answer) }
  return { ...identity(classification), answers: objects(checklist_answers).map(option) }
}

const option = (chosen: JsonObject): JsonObject => ({
  ...identity(chosen),
  classifications: objects(chosen.classifications).map(inV1),
})

const identity = ({ feature_id = null, feature_schema_id = null, name = null, value = null }: JsonObject) => ({
  featureId: feature_id,
  schemaId: feature_schema_id,
  title: name,
  value,
})

const objects = (list: Json | undefined): JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : [])
