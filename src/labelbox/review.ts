import type { JsonObject, Review } from '../model/index.ts'

type ReviewFields = { readonly [F in keyof Omit<Review, 'raw'>]?: Review[F] | undefined }

/** @param fields Absent ones are null. */
export function reviewOf(fields: ReviewFields, raw: JsonObject): Review {
  const { id = null, score = null, createdAt = null, createdBy = null } = fields
  return { id, score, createdAt, createdBy, raw }
}
