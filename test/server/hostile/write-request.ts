interface Parts {
  readonly method?: string
  readonly target?: string
  /** Without Host and Connection. */
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
}

/** A request over a connection of its own. The length of a body is told unless a header is about it. */
export function writeRequest({ method = 'POST', target = '/graphql', headers = [], body = '' }: Parts): Buffer {
  const hasFrame = headers.some(header => /^(content-length|transfer-encoding)/i.test(header))
  const length = body.length > 0 && !hasFrame ? [`content-length: ${Buffer.byteLength(body)}`] : []
  const lines = [`${method} ${target} HTTP/1.1`, 'host: localhost', 'connection: close', ...headers, ...length]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}

export const JSON_TYPE = 'content-type: application/json'
export const QUERY = '{"query":"{ __typename }"}'
