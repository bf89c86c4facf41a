import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { JsonObject } from '../../../model/index.ts'
import { createRandom } from '../../random.ts'
import { type Exchange, send } from '../exchange.ts'
import { type Fault, faultKind } from '../faults.ts'
import type { Reply } from '../reply.ts'
import { readBody, reply, replyWithError } from './answers.ts'
import { CodedError, errorOf } from './coded-error.ts'
import { type Operation, parseDocument } from './document.ts'
import { DEFAULT_SETTINGS, type EmulatedExports, type ExportSettings } from './emulated-exports.ts'
import { execute, type Fields, validate } from './execute.ts'
import { codeOf, createExportFaults, type ExportFault, type ExportFaultPlace, isTransport } from './export-faults.ts'
import { MUTATIONS, type Mutation, readExport } from './exported-rows.ts'
import { staleRows } from './staleness.ts'
import { openStorage, type StorageCounts } from './storage.ts'
import { createStreamWriter } from './stored-stream.ts'
import { createTasks, type NewTask } from './tasks.ts'
import { createV1Exports } from './v1-exports.ts'

/** What is to be known and done about exports at an emulator. */
export interface ExportControls {
  /** Where files are fetched from: an origin of its own, that is not to be told the key. */
  readonly storageOrigin: string
  /** How often each operation was asked for, by its name, or its field's where it has none. */
  readonly operations: ReadonlyMap<string, number>
  /** The exports that began, and what they were asked for, oldest first. */
  readonly begun: readonly BegunExport[]
  readonly storage: StorageCounts
  /** For tasks, links and v1 exports that begin from now on. */
  configure(settings: Partial<ExportSettings>): void
  /** From now on, this goes wrong; of several that fit, the newest. @param fault null: all is well again. */
  misbehave(fault: ExportFault | null, place?: ExportFaultPlace): void
  /** Forgets the operations, what began and what the storage counts. Tasks stay. */
  clearCounts(): void
}

export interface BegunExport {
  readonly taskId: string
  readonly mutation: Mutation
  readonly input: JsonObject
}

export interface OpenExports extends ExportControls {
  /** Answers a `POST /graphql`. @param fault met already, before anything is looked at */
  answer(request: IncomingMessage, response: ServerResponse, fault: Fault | null): Promise<void>
  close(): Promise<void>
}

export interface OpenExportsOptions {
  readonly account: EmulatedExports
  readonly settings: Partial<ExportSettings>
  readonly key: string
  now(): number
  delayMs(): number
}

const SLOW_START_MS = 5_000

export async function openExports({
  account,
  key,
  now,
  delayMs,
  ...options
}: OpenExportsOptions): Promise<OpenExports> {
  let settings: ExportSettings = { ...DEFAULT_SETTINGS, ...options.settings }
  const faults = createExportFaults()
  const storage = await openStorage({ key, faults, settings: () => settings, now, delayMs })
  const tasks = createTasks(storage, faults, now)
  const v1Export = createV1Exports({ account, storage, faults, settings: () => settings, now })
  const operations = new Map<string, number>()
  const begun: BegunExport[] = []

  async function answer(request: IncomingMessage, response: ServerResponse, fault: Fault | null): Promise<void> {
    const body = await buffer(request).catch(() => null)
    if (body === null) return
    const isAuthorized = request.headers.authorization === `Bearer ${key}`
    const parsed = parse(body)
    const names = parsed instanceof CodedError ? [] : [parsed.name, ...parsed.fields.map(({ name }) => name)]
    const met = fault ?? faults.meetAt(names)
    const called = names.find(name => name !== '')
    if (called !== undefined) operations.set(called, (operations.get(called) ?? 0) + 1)
    let made: Reply | null = null
    const exchange: Exchange = {
      request,
      response,
      // Made when it is needed: what fails before that has had no effect.
      get good() {
        made ??= isAuthorized ? goodReply(parsed) : replyWithError(UNAUTHORIZED)
        return made
      },
      options: met ?? {},
    }
    if (met && isTransport(met.name)) return faultKind(met.name).answer(exchange)
    const code = met && codeOf(met)
    if (code) return send(exchange, replyWithError(errorOf(code, (met as ExportFault).status)))
    const slow = isAuthorized && names.some(isMutation) ? faults.meet('slow start') : null
    if (!slow) return send(exchange, exchange.good)
    const timer = setTimeout(() => send(exchange, exchange.good), slow.fault.ms ?? SLOW_START_MS)
    response.once('close', () => clearTimeout(timer))
  }

  function goodReply(operation: Operation | CodedError): Reply {
    return operation instanceof CodedError ? replyWithError(operation) : reply(execute(operation, root))
  }

  const root: Fields = {
    user: ({ where }) => {
      const user = userOf(key, account)
      const id = idIn(where)
      if (id !== null && id !== user.id) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such user.')
      return { ...user, createdTasks: args => tasks.poll(idIn(args.where)) }
    },
    task: ({ where }) => tasks.read(idIn(where)),
    exportLabels: ({ data }) => v1Export(data ?? null),
    ...Object.fromEntries(MUTATIONS.map(name => [name, ({ input }: JsonObject) => begin(name, input as JsonObject)])),
  }

  function begin(mutation: Mutation, input: JsonObject): Fields {
    const stale = faults.meet('stale index')?.fault
    const isStale = stale ? staleRows(stale, account.rows(), now()) : () => false
    const pick = readExport(mutation, input, account, isStale)
    const isStreamable = input.isStreamableReady === true && input.streamable === true
    const taskId = tasks.begin({
      name: (input.taskName ?? null) as string | null,
      ending: faults.meet('FAILED') ? 'FAILED' : 'COMPLETE',
      polls: settings.polls,
      fileBytes: settings.chunkBytes,
      streams: streamsOf(pick),
      isStreamable,
      createdAt: new Date(now()),
    })
    begun.push({ taskId, mutation, input })
    return { taskId, isStreamable }
  }

  function streamsOf(pick: ReturnType<typeof readExport>): NewTask['streams'] {
    const [result, errors] = [createStreamWriter(), createStreamWriter()]
    let refused = faults.meet('COMPLETE with errors') ? 'The media type of the data row is missing.' : null
    for (const row of account.rows()) {
      const line = pick(row)
      if (line === null) continue
      const error = refused ?? account.fault?.(row) ?? null
      refused = null
      if (error === null) result.add(line)
      else errors.add({ data_row: line.data_row ?? null, error })
    }
    return { RESULT: result.end(), ERRORS: errors.end() }
  }

  return {
    storageOrigin: storage.origin,
    operations,
    begun,
    storage: storage.counts,
    configure(changes) {
      settings = { ...settings, ...changes }
    },
    misbehave: faults.misbehave,
    clearCounts() {
      operations.clear()
      begun.length = 0
      storage.clearCounts()
    },
    answer,
    close: storage.close,
  }
}

const UNAUTHORIZED = new CodedError('AUTHENTICATION_ERROR', 'Authentication required: the API key is not valid.')

const isMutation = (name: string) => (MUTATIONS as readonly string[]).includes(name)

function parse(body: Buffer): Operation | CodedError {
  try {
    const { query, variables } = readBody(body)
    const operation = parseDocument(query, variables)
    validate(operation)
    return operation
  } catch (error) {
    return error instanceof CodedError ? error : new CodedError('GRAPHQL_PARSE_FAILED', 'Syntax Error.')
  }
}

/** `where` is `{id}`. */
function idIn(where: unknown): string | null {
  return (where as { id?: string } | undefined)?.id ?? null
}

function userOf(key: string, { timezone = null }: EmulatedExports) {
  const random = createRandom(`user/${key}`)
  const born = '2024-01-01T00:00:00.000Z'
  const [id, email] = [random.cuid(), 'otto.operator@example.com']
  const flags = { isExternalUser: false, isViewer: false, intercomHash: null, picture: null }
  return { id, createdAt: born, updatedAt: born, email, name: 'Otto Operator', nickname: 'otto', ...flags, timezone }
}
