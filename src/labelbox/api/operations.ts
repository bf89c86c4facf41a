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

export const START_IN_PROJECT: Operation<{ readonly started: z.output<typeof Started> }> = {
  name: 'exportDataRowsInProjectPyApi',
  query: `mutation exportDataRowsInProjectPyApi($input: ExportDataRowsInProjectInput!) {
  exportDataRowsInProject(input: $input) { taskId isStreamable }
}`,
  data: z.object({ exportDataRowsInProject: Started }).transform(data => ({ started: data.exportDataRowsInProject })),
  repeatable: false,
}

export const START_IN_CATALOG: Operation<{ readonly started: z.output<typeof Started> }> = {
  name: 'exportDataRowsInCatalogPyApi',
  query: `mutation exportDataRowsInCatalogPyApi($input: ExportDataRowsInCatalogInput!) {
  exportDataRowsInCatalog(input: $input) { taskId isStreamable }
}`,
  data: z.object({ exportDataRowsInCatalog: Started }).transform(data => ({ started: data.exportDataRowsInCatalog })),
  repeatable: false,
}

const AccountZone = z.object({ user: z.object({ timezone: z.string().nullish() }) })

export const ACCOUNT_ZONE: Operation<z.output<typeof AccountZone>> = {
  name: 'CurrentUserPyApi',
  query: 'query CurrentUserPyApi { user { timezone } }',
  data: AccountZone,
  repeatable: true,
}

const User = z.object({ user: z.object({ id: z.string().min(1) }) })

export const USER: Operation<z.output<typeof User>> = {
  name: 'GetUserPyApi',
  query: 'query GetUserPyApi { user { id } }',
  data: User,
  repeatable: true,
}

const Task = z.looseObject({
  id: z.string(),
  status: z.string(),
  completionPercentage: z.number().nullish().catch(null),
  errors: z.unknown().optional(),
  metadata: z.unknown().optional(),
})
export type TaskWire = z.output<typeof Task>

const CreatedTasks = z.object({ user: z.object({ createdTasks: z.array(Task) }).nullable() })

/** `param_0` is the task, `param_1` the user who made it: nobody else finds it. */
export const CREATED_TASKS: Operation<z.output<typeof CreatedTasks>> = {
  name: 'GetUserCreatedTasksPyApi',
  query: `query GetUserCreatedTasksPyApi($param_0: ID!, $param_1: ID!) {
  user(where: {id: $param_1}) {
    createdTasks(where: {id: $param_0} skip: 0 first: 100) {
      completionPercentage createdAt errors metadata name result status type id updatedAt
    }
  }
}`,
  data: CreatedTasks,
  repeatable: true,
}

const Header = z.object({
  task: z.object({ exportMetadataHeader: z.object({ totalSize: Count, totalLines: Count }).nullable() }).nullable(),
})

export const STREAM_HEADER: Operation<z.output<typeof Header>> = {
  name: 'GetExportMetadataHeaderPyApi',
  query: `query GetExportMetadataHeaderPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!) {
  task(where: $where) { exportMetadataHeader(streamType: $streamType) { totalSize totalLines } }
}`,
  data: Header,
  repeatable: true,
}

const File = z.object({
  task: z
    .object({
      exportFileFromOffset: z
        .object({ offsets: z.object({ start: Count, end: Count }), file: z.string().nullish() })
        .nullable(),
    })
    .nullable(),
})

/** Both ends of `offsets` are part of the file. */
export const FILE_FROM_OFFSET: Operation<z.output<typeof File>> = {
  name: 'GetExportFileFromOffsetPyApi',
  query: `query GetExportFileFromOffsetPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!, $offset: UInt64!) {
  task(where: $where) { exportFileFromOffset(streamType: $streamType, offset: $offset) {
    offsets { start end } lines { start end } file } }
}`,
  data: File,
  repeatable: true,
}

const LabelExport = z.object({
  exportLabels: z.object({ downloadUrl: z.string().nullish(), shouldPoll: z.boolean().nullish() }).nullable(),
})

/** The page's older call, which takes its filters in the text. Asking again is how it is polled. */
export function labelExport(filters: string): Operation<z.output<typeof LabelExport>> {
  return {
    name: 'GetLabelExportUrlPyApi',
    query: `mutation GetLabelExportUrlPyApi($projectId: ID!) {
  exportLabels(data: {projectId: $projectId${filters}}) { downloadUrl createdAt shouldPoll }
}`,
    data: LabelExport,
    repeatable: true,
  }
}
