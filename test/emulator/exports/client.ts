import type { Json, JsonObject } from '../../../src/model/index.ts'
import { CONTENT } from '../client.ts'
import type { EmulatedExports, ExportSettings } from '../index.ts'
import { type ExportingEmulator, openEmulator } from '../index.ts'

/* A plain client of Labelbox's protocol. The documents are those of Labelbox's SDK. */

export const TIMEZONE = 'query CurrentUserPyApi { user { timezone } }'
export const USER =
  'query GetUserPyApi { user { id createdAt updatedAt email name nickname intercomHash isExternalUser isViewer picture } }'
export const TASKS = `query GetUserCreatedTasksPyApi($param_0: ID!, $param_1: ID!) {
  user(where: {id: $param_1}) {
    createdTasks(where: {id: $param_0} skip: 0 first: 100) {
      completionPercentage createdAt errors metadata name result status type id updatedAt
    }
  }
}`
export const HEADER = `query GetExportMetadataHeaderPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!) {
  task(where: $where) { exportMetadataHeader(streamType: $streamType) { totalSize totalLines } }
}`
export const FILE = `query GetExportFileFromOffsetPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!, $offset: UInt64!) {
  task(where: $where) { exportFileFromOffset(streamType: $streamType, offset: $offset) {
    offsets { start end } lines { start end } file } }
}`
export const begin = (
  scope: string,
) => `mutation exportDataRowsIn${scope}PyApi($input: ExportDataRowsIn${scope}Input!) {
  exportDataRowsIn${scope}(input: $input) { taskId isStreamable }
}`
export const v1 = (filters = '') => `mutation GetLabelExportUrlPyApi($projectId: ID!) {
  exportLabels(data:{projectId: $projectId${filters}}) { downloadUrl createdAt shouldPoll }
}`

/** Every parameter that does not name projects. */
export const ALL_ON = {
  includeAttachments: true,
  includeEmbeddings: true,
  includeMetadata: true,
  includeDataRowDetails: true,
  includeProjectDetails: true,
  includePerformanceDetails: true,
  includeLabelDetails: true,
  includeInterpolatedFrames: true,
}

export function openAccount(
  exports: EmulatedExports,
  exportSettings: Partial<ExportSettings> = {},
  now: () => number = Date.now,
): Promise<ExportingEmulator> {
  return openEmulator({ content: CONTENT, exports, exportSettings, now })
}

/** An answer of the API, as JSON wherever it is. */
export async function post(
  emulator: ExportingEmulator,
  query: string,
  variables: JsonObject = {},
  key: string | null = emulator.key,
) {
  const response = await fetch(`${emulator.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : text }
}

export interface Asked {
  /** Absent: the catalog. */
  readonly projectId?: string
  readonly query?: readonly Json[]
  readonly params?: JsonObject
}

export function start(emulator: ExportingEmulator, { projectId, query = [], params = {} }: Asked) {
  const filters = { ...(projectId !== undefined && { projectId }), searchQuery: { scope: null, query } }
  const input = { taskName: null, isStreamableReady: true, streamable: true, filters, params }
  return post(emulator, begin(projectId === undefined ? 'Catalog' : 'Project'), { input })
}

/** Polls until the task is no longer in progress. @returns every state of it */
export async function finish(emulator: ExportingEmulator, taskId: string) {
  const userId = (await post(emulator, USER)).json.data.user.id
  const states: { status: string; completionPercentage: number }[] = []
  for (;;) {
    const { json } = await post(emulator, TASKS, { param_0: taskId, param_1: userId })
    const [task] = json.data.user.createdTasks
    states.push(task)
    if (task.status !== 'IN_PROGRESS') return states
  }
}

export async function begun(emulator: ExportingEmulator, asked: Asked = {}): Promise<string> {
  return (await start(emulator, asked)).json.data.exportDataRowsInCatalog.taskId
}

type StreamType = 'RESULT' | 'ERRORS'

export async function header(emulator: ExportingEmulator, taskId: string, streamType: StreamType = 'RESULT') {
  const { json } = await post(emulator, HEADER, { where: { id: taskId }, streamType })
  return json.data.task.exportMetadataHeader as { totalSize: number; totalLines: number } | null
}

export interface File {
  readonly offsets: { readonly start: number; readonly end: number }
  readonly lines: { readonly start: number; readonly end: number }
  readonly file: string
}

export async function fileAt(
  emulator: ExportingEmulator,
  taskId: string,
  offset: number,
  streamType: StreamType = 'RESULT',
): Promise<File | null> {
  const { json } = await post(emulator, FILE, { where: { id: taskId }, streamType, offset: String(offset) })
  return json.data.task.exportFileFromOffset
}

/** All files of a stream, in order. */
export async function stream(emulator: ExportingEmulator, taskId: string, streamType: StreamType = 'RESULT') {
  const files: { file: File; bytes: Buffer }[] = []
  const { totalSize } = (await header(emulator, taskId, streamType)) ?? { totalSize: 0 }
  for (let offset = 0; offset < totalSize; ) {
    const file = await fileAt(emulator, taskId, offset, streamType)
    if (!file) throw new Error('no file')
    files.push({ file, bytes: Buffer.from(await (await fetch(file.file)).arrayBuffer()) })
    offset = file.offsets.end + 1
  }
  return files
}

/** Runs an export from its start to its rows. @throws the answer that refuses it */
export async function run(emulator: ExportingEmulator, asked: Asked, streamType: StreamType = 'RESULT') {
  const { json } = await start(emulator, asked)
  if (json.errors) throw json
  const [answer] = Object.values<{ taskId: string }>(json.data)
  const taskId = answer?.taskId ?? ''
  await finish(emulator, taskId)
  const files = await stream(emulator, taskId, streamType)
  return linesOf(Buffer.concat(files.map(({ bytes }) => bytes)))
}

export const linesOf = (bytes: Buffer) =>
  bytes
    .toString()
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line))
