/** An answer before it is sent. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export const NDJSON = 'application/x-ndjson'
export const PNG = 'image/png'

export function replyWith(status: number, type: string, body: Buffer | string): Reply {
  const bytes = Buffer.from(body)
  return { status, headers: { 'content-type': type, 'content-length': String(bytes.length) }, body: bytes }
}

/** Labelbox's answer when something is wrong: JSON with a sentence. */
export const refusal = (status: number, message: string): Reply =>
  replyWith(status, 'application/json; charset=utf-8', JSON.stringify({ message }))
