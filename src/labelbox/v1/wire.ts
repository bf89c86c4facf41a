import * as z from 'zod'
import { container, Float, Id, objectsWith, Text, Timestamp } from '../wire-values.ts'

/*
 * A v1 record apart from its `Label`. A sentinel (-1, "") comes out as undefined, as if its key were absent.
 */

/** A number; in some files of 2018 text that is one, or empty. */
const Seconds = z
  .preprocess(value => {
    if (value === '') return undefined
    return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  }, Float)
  .optional()

/** A number, where -1 and "" mean that it was not computed. */
const Score = z.preprocess(value => (value === '' || value === -1 ? undefined : value), Float).optional()

/** True or false, 0 or 1; `most` is the largest number that is true. */
const flag = (most: number, message: string) =>
  z
    .unknown()
    .transform((value, context): boolean | null | undefined => {
      if (value === '') return undefined
      if (typeof value === 'boolean' || value === null || value === undefined) return value
      if (typeof value === 'number' && (value === 0 || (value > 0 && value <= most))) return value > 0
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional()

const ReviewScore = z.preprocess(value => (value === '' ? undefined : value), Float).optional()

const ReviewWire = z.object({ id: Text, score: ReviewScore, createdAt: Timestamp, createdBy: Text })

const Flag = flag(1, 'true, false, 0 or 1')

export const RecordWire = z.object({
  ID: Id,
  'DataRow ID': Id.nullish(),
  'Labeled Data': Text,
  'External ID': Text,
  'Global Key': Text,
  'Dataset Name': Text,
  'DataRow Metadata': objectsWith({
    schemaId: Text,
    schema_id: Text,
    schemaName: Text,
    schema_name: Text,
    name: Text,
    value: z.unknown().optional(),
  }),
  'Media Attributes': container({ mimeType: Text, mime_type: Text }),
  'Project Name': Text,
  'DataRow Workflow Info': container({
    taskName: Text,
    'Workflow History': objectsWith({
      action: Text,
      createdAt: Timestamp,
      actorId: Text,
      previousTaskId: Text,
      previousTaskName: Text,
      nextTaskId: Text,
      nextTaskName: Text,
    }),
  }),
  'Created By': Text,
  'Created At': Timestamp,
  'Updated At': Timestamp,
  'Seconds to Label': Seconds,
  'Seconds to Review': Seconds,
  'Seconds to Create': Seconds,
  Agreement: Score,
  'Benchmark Agreement': Score,
  'Benchmark ID': Text,
  'Benchmark Reference ID': Text,
  'Is Benchmark': Flag,
  'Has Open Issues': flag(Number.POSITIVE_INFINITY, 'true, false or a count'),
  Skipped: Flag,
  'View Label': Text,
  Reviews: z.array(ReviewWire).nullish(),
})
