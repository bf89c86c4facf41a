import * as z from 'zod'
import type { Json, JsonObject, Review } from '../model/index.ts'
import { Float, Text, Timestamp } from './wire-values.ts'

const Score = z.preprocess(value => (value === '' ? undefined : value), Float).optional()
/** A v1 review. */
export const ReviewWire = z.object({ id: Text, score: Score, createdAt: Timestamp, createdBy: Text })

/**
 * A review of a v2 export, of which no example is known. So a value of another type is no fault there: it is left to
 * `raw`.
 */
const UnseenReview = z.object({
  id: Text.catch(null),
  score: Float.catch(null),
  createdAt: Timestamp.catch(null),
  createdBy: Text.catch(null),
})

export function unseenReview(wire: JsonObject): Review {
  const either = (snake: string, camel: string): Json | undefined => wire[snake] ?? wire[camel]
  const createdAt = either('created_at', 'createdAt')
  const createdBy = either('created_by', 'createdBy')
  return reviewOf(UnseenReview.parse({ id: wire.id, score: wire.score, createdAt, createdBy }), wire)
}

export function reviewOf(review: z.output<typeof ReviewWire>, raw: JsonObject): Review {
  const { id = null, score = null, createdAt = null, createdBy = null } = review
  return { id, score, createdAt, createdBy, raw }
}
