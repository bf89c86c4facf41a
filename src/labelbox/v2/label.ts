import * as z from 'zod'
import type { Json, JsonObject, LabelRecord, Review } from '../../model/index.ts'
import { normalizeContent } from '../content/content.ts'
import { type At, below, RecordFault } from '../record-fault.ts'
import { reviewOf } from '../review.ts'
import { carried, Float, firstOf, listOf, momentOf, parseWire, Text, Timestamp, without } from '../wire-values.ts'
import { V2 } from './rules.ts'
import { LabelWire } from './wire.ts'

/**
 * A label of a v2 row.
 * @param seen ids of the row's labels so far.
 */
export function normalizeLabel(wire: Json, projectId: string, seen: Set<string>, at: At): LabelRecord {
  const label = parseWire(LabelWire, wire, at)
  if (seen.has(label.id)) throw new RecordFault(below(at, 'id'), 'the same label id stands in the row twice')
  seen.add(label.id)
  const { annotations, ...rest } = wire as JsonObject
  const details = rest.label_details as JsonObject | null | undefined
  return {
    id: label.id,
    projectId,
    time: momentOf(details?.updated_at, details?.content_last_updated_at),
    stamp: [momentOf(details?.content_last_updated_at), momentOf(details?.updated_at)],
    fields: fieldsOf(label),
    raw: details ? { ...rest, label_details: without(details, 'reviews') } : rest,
    content: normalizeContent(annotations, label.label_kind ?? null, V2, below(at, 'annotations')),
  }
}

function fieldsOf(label: z.output<typeof LabelWire>): LabelRecord['fields'] {
  const { label_details: details, performance_details: first, performance_details_v2: second } = label
  return carried<LabelRecord['fields']>({
    labelKind: label.label_kind,
    version: label.version,
    createdAt: details?.created_at,
    updatedAt: details?.updated_at,
    contentUpdatedAt: details?.content_last_updated_at,
    createdBy: details?.created_by,
    reviews: listOf(details?.reviews, unseenReview),
    secondsToCreate: first?.seconds_to_create,
    secondsToLabel: second?.seconds_to_label,
    secondsToReview: firstOf(first?.seconds_to_review, second?.seconds_to_review),
    secondsToRework: second?.seconds_to_rework,
    secondsTotal: second?.seconds_total,
    skipped: firstOf(first?.skipped, second?.skipped),
    consensusScore: firstOf(first?.consensus_score, second?.consensus_score),
    benchmarkScore: firstOf(first?.benchmark_score, second?.benchmark_score),
    benchmarkLabelId: firstOf(first?.benchmark_reference_label, second?.benchmark_reference_label),
  })
}

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

function unseenReview(wire: JsonObject): Review {
  const either = (snake: string, camel: string): Json | undefined => wire[snake] ?? wire[camel]
  const createdAt = either('created_at', 'createdAt')
  const createdBy = either('created_by', 'createdBy')
  return reviewOf(UnseenReview.parse({ id: wire.id, score: wire.score, createdAt, createdBy }), wire)
}
