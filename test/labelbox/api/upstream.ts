import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { createExportClient, type ExportClient, type ExportClientOptions } from '../../../src/labelbox/api/index.ts'
import type { ExportFilters, ExportParams, ExportRequest, ExportScope } from '../../../src/model/index.ts'
import { fetcher, local } from '../../upstream/fetcher.ts'
import { serveHttp } from '../../upstream/servers.ts'

interface Input {
  readonly taskName: string | null
  readonly filters: { readonly searchQuery: { readonly query: readonly Readonly<Record<string, unknown>>[] } }
  readonly params: Readonly<Record<string, unknown>>
}

/** A request as the API saw it. */
export interface Asked {
  readonly name: string
  readonly query: string
  /** Those of its operation: a start has an input, and nothing else does. */
  readonly variables: Readonly<Record<string, unknown>> & { readonly input: Input }
  readonly headers: IncomingHttpHeaders
}

/** `data`, or a whole answer. */
export type Said =
  | { readonly data: unknown }
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }

export interface Labelbox extends AsyncDisposable {
  readonly client: ExportClient
  /** Of the API. */
  readonly origin: string
  readonly asked: readonly Asked[]
  /** Every request for bytes. */
  readonly fetched: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** Ends the client's fetcher. */
  hangUp(): Promise<void>
  /** A link of its storage. */
  link(path: string): string
}

export interface LabelboxOptions extends Partial<Pick<ExportClientOptions, 'pollMs' | 'patienceMs'>> {
  /** By operation name; `nth` counts from 1. A function that throws is an outage: the connection is lost. */
  readonly answers?: Readonly<Record<string, (asked: Asked, nth: number) => Said>>
  readonly storage?: RequestListener
}

const USUAL: NonNullable<LabelboxOptions['answers']> = {
  CurrentUserPyApi: () => ({ data: { user: { timezone: null } } }),
  GetUserPyApi: () => ({ data: { user: { id: 'user-1' } } }),
  exportDataRowsInProjectPyApi: () => ({ data: { exportDataRowsInProject: { taskId: 'task-1', isStreamable: true } } }),
  exportDataRowsInCatalogPyApi: () => ({ data: { exportDataRowsInCatalog: { taskId: 'task-2', isStreamable: true } } }),
}

/** The API and its storage, on origins of their own, scripted; and a client that asks them quickly. */
export async function openLabelbox({ answers, storage, ...options }: LabelboxOptions = {}): Promise<Labelbox> {
  const asked: Asked[] = []
  const api = await serveHttp(async (request, response) => {
    const { operationName: name, query, variables } = JSON.parse(await text(request))
    const question = { name, query, variables, headers: request.headers }
    asked.push(question)
    const nth = asked.filter(other => other.name === name).length
    const answer = { ...USUAL, ...answers }[name as string]
    try {
      if (request.url !== '/graphql' || answer === undefined) throw new Error(`nobody answers ${name}`)
      const said = answer(question, nth)
      if ('data' in said) response.end(JSON.stringify(said))
      else response.writeHead(said.status, said.headers).end(said.body)
    } catch {
      response.socket?.resetAndDestroy()
    }
  })
  const files = await serveHttp(storage ?? ((_request, response) => response.writeHead(404).end()))
  // What is retried and spared below the client has its own tests: here each fault is to reach it.
  const limits = { retries: 0, breakerRestMs: 1 }
  const upstream = fetcher({ origins: [local(api.port), local(files.port)], limits })
  return {
    origin: local(api.port),
    client: createExportClient({ upstream, apiUrl: local(api.port), pollMs: 1, patienceMs: 60_000, ...options }),
    asked,
    fetched: files.requests,
    hangUp: () => upstream.close(),
    link: path => `${local(files.port)}${path}`,
    async [Symbol.asyncDispose]() {
      await upstream[Symbol.asyncDispose]()
      await api[Symbol.asyncDispose]()
      await files[Symbol.asyncDispose]()
    },
  }
}

/** An error of GraphQL as the API words it. */
export function refusal(code: string, message = 'no', more: object = {}, status = 200): Said {
  return { status, body: JSON.stringify({ errors: [{ message, extensions: { code }, ...more }], data: null }) }
}

export const PARAMS: ExportParams = {
  attachments: true,
  metadataFields: true,
  dataRowDetails: true,
  projectDetails: true,
  labelDetails: true,
  performanceDetails: true,
  interpolatedFrames: false,
  embeddings: false,
}

export function request(
  filters: ExportFilters = {},
  scope: ExportScope = { projectId: 'project-1' },
  params: Partial<ExportParams> = {},
): ExportRequest {
  return { scope, filters, params: { ...PARAMS, ...params } }
}

export async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
