import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { OPEN } from '../loaders/index.ts'
import { once } from '../model/index.ts'
import type { RowsPlan, RowWriter } from '../rows/index.ts'
import type { Gateway } from './context.ts'
import { isOfOtherPage } from './cors.ts'
import { sendError, sendRequestError } from './http-errors.ts'
import { acceptsType } from './negotiate.ts'
import type { createOverloadGuard } from './overload.ts'
import { createRowsStream, type StreamedFile } from './rows-stream.ts'
import { createSchema } from './schema.ts'

interface Format {
  readonly type: string
  /** Null for a name that has no such file. */
  readonly open: (rows: Rows, name: string, parameters: Parameters, maxCost: number | null) => Planned | null
}

/** A file to stream, and the estimated cost of finding its rows. */
interface Planned extends Omit<StreamedFile, 'name'> {
  readonly cost: number
}

type Parameters = Readonly<Record<string, unknown>>
type Rows = Awaited<ReturnType<typeof loadRows>>

/** Most gateways have to write no rows: a start does not wait for what does. Its schema is not sliced (execution/slices.ts). */
const loadRows = once(async () => {
  const { rowParts, ...files } = await import('../rows/index.ts')
  return { ...files, rowParts, schema: createSchema() }
})

const FORMATS: Readonly<Record<string, Format>> = {
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    open: rowsAs(({ csvWriter }, { columns, isGuarded }) => csvWriter(columns, isGuarded)),
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    open: rowsAs(({ ndjsonWriter }, { columns }) => ndjsonWriter(columns)),
  },
  parquet: {
    type: 'application/vnd.apache.parquet',
    open: rowsAs(({ parquetWriter }, { columns }) => parquetWriter(columns)),
  },
  json: { type: 'application/json; charset=utf-8', open: openCoco },
}

const SIGNED = ['expires', 'for', 'signature']

/** Serves rows for tools at `/rows/NAME.FORMAT`, COCO at `/rows/coco.json`, and signs URLs of them at `/rows/sign`. */
export function addRows(
  http: FastifyInstance,
  gateway: Gateway,
  overload: ReturnType<typeof createOverloadGuard>,
): void {
  const { authentication, drain, audit, rateLimit, signedUrls } = gateway
  const stream = createRowsStream(gateway)
  const refuseOtherPages = ({ raw }: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // Without authentication a page of another origin could keep the gateway busy.
    if (authentication.principalOf(raw) === OPEN && isOfOtherPage(raw.headers, gateway))
      sendRequestError(reply, 400, CROSS_SITE)
    else done()
  }

  http.route({
    url: '/rows/:file',
    method: 'GET',
    exposeHeadRoute: false,
    onRequest: [drain.admit, acceptSigned(gateway), authentication.require, refuseOtherPages],
    preHandler: [overload.admit],
    async handler(request, reply) {
      const { file } = request.params as { readonly file: string }
      const [, name = '', format = ''] = /^(\w+)\.(\w+)$/.exec(file) ?? []
      const wanted = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined
      if (!wanted) return sendRequestError(reply, 404, NO_ROWS)
      if (!acceptsType(request.headers.accept, wanted.type)) return sendRequestError(reply, 406, NOT_ACCEPTED)
      try {
        audit.requireRoom()
        const rows = await loadRows()
        const planned = wanted.open(rows, name, withoutSignature(request.query), gateway.maxCost)
        if (!planned) return sendRequestError(reply, 404, NO_ROWS)
        rateLimit.check(request.raw, planned.cost)
        const open = await stream(request, reply, { ...planned, name })
        return reply
          .type(wanted.type)
          .header('content-disposition', `attachment; filename="${name}.${format}"`)
          .headers(open.headers)
          .send(Readable.from(open.chunks, { objectMode: false, highWaterMark: CHUNK_BYTES }))
      } catch (error) {
        return sendError(reply, gateway.formatError, error)
      }
    },
  })

  http.route({
    url: '/rows/sign',
    method: 'POST',
    onRequest: [drain.admit, authentication.require],
    preHandler: [authentication.require],
    async handler(request, reply) {
      const path = pathOf(request.body)
      if (path === null) return sendRequestError(reply, 400, NOT_A_PATH)
      if (!signedUrls) return { url: `${gateway.publicUrl ?? ''}${path}` }
      const signed = signedUrls.signRows(authentication.principalOf(request.raw), path)
      if (signed === null) return sendRequestError(reply, 400, TOO_MANY_PROJECTS)
      return { url: `${gateway.publicUrl ?? ''}${signed}` }
    },
  })
}

function rowsAs(writerOf: (rows: Rows, plan: RowsPlan) => RowWriter): Format['open'] {
  return (rows, name, parameters, maxCost) => {
    const plan = rows.planRows(rows.schema, name, parameters, maxCost)
    if (!plan) return null
    const writer = writerOf(rows, plan)
    return { cost: plan.cost, parts: openContext => rows.rowParts(plan, writer, openContext) }
  }
}

function openCoco(rows: Rows, name: string, parameters: Parameters, maxCost: number | null): Planned | null {
  if (name !== 'coco') return null
  const plan = rows.planLabels(rows.schema, parameters, maxCost)
  return {
    cost: plan.cost,
    parts: openContext => rows.writeCoco(plan, openContext).parts,
    headers: async openContext => ({
      'slicegraph-unmeasured-masks': String(await rows.countUnmeasured(plan, await openContext())),
    }),
  }
}

/** Bytes that are sent at once. */
const CHUNK_BYTES = 64 * 1024

/** Hook for `onRequest`. A signature stands for the Authorization header; without one it leaves the request to the next hook. */
function acceptSigned({ authentication, signedUrls }: Gateway) {
  return ({ raw, query }: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const given = query as Readonly<Record<string, unknown>>
    if (!signedUrls || !SIGNED.some(name => given[name] !== undefined)) return done()
    const { expires, for: who, signature } = given
    // The signature was put at the end of the path that was signed.
    const [, path] = /^(.*)[?&]expires=[^&]*&for=[^&]*&signature=[^&]*$/.exec(raw.url ?? '') ?? []
    const principal = path === undefined ? null : signedUrls.verify(path, { expires, for: who, signature })
    if (!principal) return void sendRequestError(reply, 403, WRONG_SIGNATURE)
    authentication.note(raw, principal)
    done()
  }
}

const withoutSignature = (query: unknown) =>
  Object.fromEntries(Object.entries(query as object).filter(([name]) => !SIGNED.includes(name)))

/** A path of rows that a browser would send as it is. */
function pathOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('path' in body) || typeof body.path !== 'string') return null
  const { path } = body
  const url = URL.parse(path, 'http://localhost')
  const isPlain = /^\/rows\/\w+\.\w+(\?|$)/.test(path) && url !== null && url.pathname + url.search === path
  const isUnsigned = url !== null && !SIGNED.some(name => url.searchParams.has(name))
  return isPlain && isUnsigned && path.length <= LONGEST_PATH ? path : null
}

const LONGEST_PATH = 8_192
const CROSS_SITE = 'A page of another origin asks for these rows. Allow the origin with --cors.'
const NO_ROWS =
  'No rows have this name and format. Rows are at /rows/NAME.csv, .ndjson and .parquet, COCO at /rows/coco.json: see the page about tools.'
const NOT_ACCEPTED =
  'Accept must allow the type of the file: text/csv, application/x-ndjson, application/vnd.apache.parquet or application/json.'
const NOT_A_PATH =
  'Send JSON of the form {"path": "/rows/NAME.FORMAT?…"}, percent-encoded as in a URL and without a signature.'
const TOO_MANY_PROJECTS = 'This JWT has more projects than fit into a URL. Send it as Authorization: Bearer instead.'
const WRONG_SIGNATURE = 'The signature of this URL is wrong or has expired. Ask for another one at /rows/sign.'
