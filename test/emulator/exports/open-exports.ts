import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { DocumentNode } from 'graphql'
import { answerRequest, CodedError, errorReply, parseRequest } from '../../../src/demo/upstream/exports/api.ts'
import { UNAUTHORIZED } from '../../../src/demo/upstream/open-demo-upstream.ts'
import type { Reply } from '../../../src/demo/upstream/reply.ts'
import { type Exchange, send } from '../exchange.ts'
import { type Fault, faultKind } from '../faults.ts'
import { errorOf } from './codes.ts'
import { codeOf, createExportFaults, type ExportFault, type ExportFaultPlace, isTransport } from './export-faults.ts'
import { type BegunExport, createMisbehavingRoot, MUTATIONS } from './misbehaving-root.ts'
import { EMULATED_SCHEMA } from './schema.ts'
import { DEFAULT_SETTINGS, type EmulatedExports, type ExportSettings } from './settings.ts'
import { openStorage, type StorageCounts } from './storage.ts'
import { createV1Exports, type LabelExportInput } from './v1-exports.ts'

/** State and switches of an emulator's exports. */
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
  let current: ExportSettings = { ...DEFAULT_SETTINGS, ...options.settings }
  const settings = () => current
  const faults = createExportFaults()
  const storage = await openStorage({ key, faults, settings, now, delayMs })
  const v1Export = createV1Exports({ account, storage, faults, settings, now })
  const operations = new Map<string, number>()
  const begun: BegunExport[] = []
  const root = {
    ...createMisbehavingRoot({
      account,
      key,
      faults,
      storage,
      settings,
      now,
      onBegun: export_ => begun.push(export_),
    }),
    exportLabels: ({ data }: { readonly data: LabelExportInput }) => v1Export(data),
  }

  async function answer(request: IncomingMessage, response: ServerResponse, fault: Fault | null): Promise<void> {
    const body = await buffer(request).catch(() => null)
    if (body === null) return
    const isAuthorized = request.headers.authorization === `Bearer ${key}`
    const parsed = parseRequest(body, EMULATED_SCHEMA)
    const names = parsed instanceof CodedError ? [] : namesIn(parsed.document)
    const met = fault ?? faults.meetAt(names)
    const called = names.find(name => name !== '')
    if (called !== undefined) operations.set(called, (operations.get(called) ?? 0) + 1)
    let made: Reply | null = null
    const exchange: Exchange = {
      request,
      response,
      // Made when it is needed: what fails before that has had no effect.
      get good() {
        made ??= isAuthorized ? answerRequest(parsed, EMULATED_SCHEMA, root) : errorReply(UNAUTHORIZED)
        return made
      },
      options: met ?? {},
    }
    if (met && isTransport(met.name)) return faultKind(met.name).answer(exchange)
    const code = met && codeOf(met)
    if (code) return send(exchange, errorReply(errorOf(code, (met as ExportFault).status)))
    const slow = isAuthorized && names.some(isMutation) ? faults.meet('slow start') : null
    if (!slow) return send(exchange, exchange.good)
    const timer = setTimeout(() => send(exchange, exchange.good), slow.fault.ms ?? SLOW_START_MS)
    response.once('close', () => clearTimeout(timer))
  }

  return {
    storageOrigin: storage.origin,
    operations,
    begun,
    storage: storage.counts,
    configure(changes) {
      current = { ...current, ...changes }
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

const isMutation = (name: string) => (MUTATIONS as readonly string[]).includes(name)

/** The operation's name, '' if it has none, and its fields. */
function namesIn({ definitions }: DocumentNode): string[] {
  return definitions.flatMap(definition => {
    if (definition.kind !== 'OperationDefinition') return []
    const fields = definition.selectionSet.selections.flatMap(each => (each.kind === 'Field' ? [each.name.value] : []))
    return [definition.name?.value ?? '', ...fields]
  })
}
