import { get, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import type { UpstreamContent } from '../../src/demo/index.ts'
import { encodePng, encodeRgbPng } from '../../src/masks/index.ts'
import type { Emulator } from './index.ts'

/** The outcome of a request, however it ended. */
export interface Received {
  /** Null where no head came. */
  readonly status: number | null
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The code of what cut it short; `STOPPED` where the client had enough. */
  readonly error: string | null
}

export interface Asking {
  readonly key?: string | null
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** How many bytes are enough. */
  readonly atMost?: number
}

/** Asks an emulator with its key, unless told otherwise, on a connection of its own. */
export function ask(emulator: Emulator, path: string, asking: Asking = {}): Promise<Received> {
  const { key = emulator.key, method = 'GET', headers = {}, atMost = Number.POSITIVE_INFINITY } = asking
  const options: RequestOptions = { method, agent: false, headers: { ...headers, ...(key !== null && bearer(key)) } }
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let head: Pick<Received, 'status' | 'headers'> = { status: null, headers: {} }
    const end = (error: string | null) => resolve({ ...head, body: Buffer.concat(chunks), error })
    const request = get(emulator.origin + path, options, response => {
      head = { status: response.statusCode ?? null, headers: response.headers }
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size < atMost) return
        end('STOPPED')
        request.destroy()
      })
      response.on('end', () => end(null))
      response.on('error', error => end(codeOf(error)))
    })
    request.on('error', error => end(codeOf(error)))
  })
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.message)

export const FRAMES = '/v1/frames/label1?group=axial'
export const MASK = '/api/v1/projects/project1/annotations/feature1/index/7/mask'

export const LINES = [1, 2, 3, 4].map(frameNumber => ({ frameNumber, classifications: [], objects: [] }))
export const MASK_PNG = encodePng({ width: 2, height: 2, data: Uint8Array.of(0, 1, 1, 0) })
export const COMPOSITE_PNG = encodeRgbPng({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3) })

/** One label with frames, one without, a feature with a mask and a composite. */
export const CONTENT: UpstreamContent = {
  frames(labelId, group) {
    if (labelId === 'skipped') return []
    if (labelId === 'written') return '{"frameNumber": 1}\r\n'
    return labelId === 'label1' && (group === 'axial' || group === null) ? LINES : null
  },
  mask: (featureId, index) => (featureId === 'feature1' && (index === 7 || index === null) ? MASK_PNG : null),
  composite: (compositeId, index) => (compositeId === 'composite1' && index === 7 ? COMPOSITE_PNG : null),
}
