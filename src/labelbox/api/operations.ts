import * as z from 'zod'
import type { Operation } from './call-api.ts'

/** Byte counts come as numbers or, being of 64 bits, as strings. */
const Count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .refine(count => Number.isSafeInteger(count) && count >= 0)

const Started = z.object({ taskId: z.string().min(1) }).nullable()

/** Infers the type of `data` from its schema. */
const operation = <T>(definition: Operation<T>): Operation<T> => definition

const startIn = (place: 'Project' | 'Catalog') => {
  const field = `exportDataRowsIn${place}`
  return operation({
    name: `${field}PyApi`,
    query: `mutation ${field}PyApi($input: ExportDataRowsIn${place}Input!) {
  ${field}(input: $input) { taskId isStreamable }
}`,
    data: z.object({ [field]: Started }).transform(data => ({ started: data[field] ?? null })),
    repeatable: false,
  })
}

export const START_IN_PROJECT = startIn('Project')
export const START_IN_CATALOG = startIn('Catalog')

export const ACCOUNT_ZONE = operation({
  name: 'CurrentUserPyApi',
  query: 'query CurrentUserPyApi { user { timezone } }',
  data: z.object({ user: z.object({ timezone: z.string().nullish() }) }),
  repeatable: true,
})

export const USER = operation({
  name: 'GetUserPyApi',
  query: 'query GetUserPyApi { user { id } }',
  data: z.object({ user: z.object({ id: z.string().min(1) }) }),
  repeatable: true,
})

const Task = z.looseObject({
  id: z.string(),
  status: z.string(),
  completionPercentage: z.number().nullish().catch(null),
  errors: z.unknown().optional(),
  metadata: z.unknown().optional(),
})
export type TaskWire = z.output<typeof Task>

/** `param_0` is the task, `param_1` the user who made it: no other user finds it. */
export const CREATED_TASKS = operation({
  name: 'GetUserCreatedTasksPyApi',
  query: `query GetUserCreatedTasksPyApi($param_0: ID!, $param_1: ID!) {
  user(where: {id: $param_1}) {
    createdTasks(where: {id: $param_0} skip: 0 first: 100) {
      completionPercentage createdAt errors metadata name result status type id updatedAt
    }
  }
}`,
  data: z.object({ user: z.object({ createdTasks: z.array(Task) }).nullable() }),
  repeatable: true,
})

export const STREAM_HEADER = operation({
  name: 'GetExportMetadataHeaderPyApi',
  query: `query GetExportMetadataHeaderPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!) {
  task(where: $where) { exportMetadataHeader(streamType: $streamType) { totalSize totalLines } }
}`,
  data: z.object({
    task: z.object({ exportMetadataHeader: z.object({ totalSize: Count, totalLines: Count }).nullable() }).nullable(),
  }),
  repeatable: true,
})

const File = z.object({ offsets: z.object({ start: Count, end: Count }), file: z.string().nullish() })

/** Both ends of `offsets` are part of the file. */
export const FILE_FROM_OFFSET = operation({
  name: 'GetExportFileFromOffsetPyApi',
  query: `query GetExportFileFromOffsetPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!, $offset: UInt64!) {
  task(where: $where) { exportFileFromOffset(streamType: $streamType, offset: $offset) {
    offsets { start end } lines { start end } file } }
}`,
  data: z.object({ task: z.object({ exportFileFromOffset: File.nullable() }).nullable() }),
  repeatable: true,
})

/** The page's older call, which takes its filters in the text. The same request is also its poll. */
export const labelExport = (filters: string) =>
  operation({
    name: 'GetLabelExportUrlPyApi',
    query: `mutation GetLabelExportUrlPyApi($projectId: ID!) {
  exportLabels(data: {projectId: $projectId${filters}}) { downloadUrl createdAt shouldPoll }
}`,
    data: z.object({
      exportLabels: z.object({ downloadUrl: z.string().nullish(), shouldPoll: z.boolean().nullish() }).nullable(),
    }),
    repeatable: true,
  })
