import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SlicegraphError } from '../errors.ts'
import { type GraphContext, loadMaskRef, OPEN } from '../loaders/index.ts'
import type { Audited } from './audit.ts'
import { createContext, type Gateway, type Sources } from './context.ts'
import { isOfOtherPage } from './cors.ts'
import { sendRequestError } from './http-errors.ts'
import { isFresh, rangeOf } from './http-range.ts'

/** Serves masks as images at `/media/masks/ANNOTATION_ID`. Fetches a mask on first use. */
export function addMedia(http: FastifyInstance, gateway: Gateway): void {
  const { authentication } = gateway
  const { admit, controllerOf } = gateway.drain
  http.get(
    '/media/masks/:id',
    { onRequest: [admit, acceptSigned(gateway), authentication.require, refuseOtherPages(gateway)] },
    async (request, reply) => {
      // The image can change with the next load, so browsers must revalidate.
      reply.header('cache-control', 'private, no-cache')
      const { id } = request.params as { readonly id: string }
      gateway.rateLimit.check(request.raw, COST_OF_IMAGE)
      const context = await createContext(gateway, authentication.principalOf(request.raw), controllerOf(request))
      reply.header('slicegraph-version', context.version)
      gateway.audit.requireRoom()
      let outcome: Pick<Audited, 'rows' | 'errors'> = { rows: null, errors: 1 }
      try {
        const bytes = await readMask(gateway, context, id)
        outcome = { rows: 1, errors: 0 }
        return sendPng(reply, request.headers, bytes)
      } finally {
        gateway.audit.record(context.principal, { ...imageOf(id), ...outcome })
      }
    },
  )
}

/** Of an image that is kept or not, and also of the answer that it has not changed: about a millisecond of a core. */
const COST_OF_IMAGE = 100

/** Hook for `onRequest`. A signature stands for the Authorization header; without one it leaves the request to the next hook. */
function acceptSigned({ authentication, signedUrls }: Gateway) {
  return ({ raw, query, params }: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { expires, for: who, signature } = query as Readonly<Record<string, unknown>>
    const isSigned = expires !== undefined || who !== undefined || signature !== undefined
    if (!signedUrls || !isSigned) {
      done()
      return
    }
    const { id } = params as { readonly id: string }
    // As it was signed, however a proxy spells it.
    const path = pathOf(id)
    const principal = signedUrls.verify(path, { expires, for: who, signature })
    if (!principal) {
      sendRequestError(reply, 403)
      return
    }
    authentication.note(raw, principal)
    done()
  }
}

/**
 * Hook for `onRequest`. Without authentication a page of another origin, which cannot see the image, could still make the
 * gateway fetch it with the owner's key.
 */
function refuseOtherPages(gateway: Gateway) {
  return ({ raw }: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const isOpen = gateway.authentication.principalOf(raw) === OPEN
    if (isOpen && isOfOtherPage(raw.headers, gateway)) sendRequestError(reply, 400, CROSS_SITE_IMAGE)
    else done()
  }
}

const CROSS_SITE_IMAGE =
  'A page of another origin asks for this image. Allow the origin with --cors, and load the image by <img crossorigin>.'

/** The path stands for the document: its hash tells which image it was. */
const imageOf = (id: string) => ({
  operation: null,
  document: hash('sha256', pathOf(id), 'hex'),
  fields: ['/media/masks'],
})

const pathOf = (id: string) => `/media/masks/${encodeURIComponent(id)}`

async function readMask({ lazy }: Sources, { loaders }: GraphContext, id: string): Promise<Buffer> {
  const mask = await loadMaskRef(loaders, id)
  if (!mask) throw new SlicegraphError('NOT_FOUND', 'No mask has this id. Use the url field of a mask.')
  return lazy.maskBytes(await loaders.mask.load(mask))
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

function sendPng(reply: FastifyReply, headers: Headers, bytes: Buffer): FastifyReply {
  const etag = `"${hash('sha256', bytes, 'hex').slice(0, 32)}"`
  reply.header('etag', etag).header('accept-ranges', 'bytes')
  if (isFresh(headers['if-none-match'], etag)) return reply.code(304).send()
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag
  // Range applies only to GET.
  const range = isSame && reply.request.method === 'GET' ? rangeOf(headers.range, bytes.length) : 'whole'
  reply.type('image/png')
  if (range === 'whole') return reply.send(bytes)
  if (range === 'beyond') return reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  const { from, to } = range
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
    .send(bytes.subarray(from, to + 1))
}
