import type { HostileRequest } from './requests.ts'
import { JSON_TYPE, writeRequest } from './write-request.ts'

const body = (text: string | Buffer, status = 400): HostileRequest => ({
  title: `the body ${text.toString('latin1').slice(0, 60)}`,
  bytes: writeRequest({ headers: [JSON_TYPE], body: text }),
  status,
})
const document = (query: string) => body(JSON.stringify({ query }))
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

const NOT_JSON = [
  '{',
  '}',
  '{"query"',
  '{"query":}',
  '{"query":"{ __typename }"',
  '{"query":"{ __typename }"}}',
  '{"query":"{ __typename }"}{"query":"{ __typename }"}',
  "{'query':'{ __typename }'}",
  '{query:"{ __typename }"}',
  '{"query":"{ __typename }",}',
  '/* */{"query":"{ __typename }"}',
  '{"query":NaN}',
  '{"query":"\\x"}',
  '{"query":"a\nb"}',
  'query={__typename}',
  '--x\r\n\r\n{}',
  '<query/>',
  '\u0000',
]

const NOT_A_REQUEST = [
  'null',
  'true',
  '1',
  '"{ __typename }"',
  '[]',
  '[{"query":"{ __typename }"}]',
  '{}',
  '{"Query":"{ __typename }"}',
  '{"query":null}',
  '{"query":""}',
  '{"query":1}',
  '{"query":["{ __typename }"]}',
  '{"query":{"a":1}}',
  '{"id":"1"}',
  '{"variables":{}}',
  '{"query":"{ __typename }","variables":"{}"}',
  '{"query":"{ __typename }","variables":[]}',
  '{"query":"{ __typename }","variables":1}',
  '{"query":"{ __typename }","operationName":1}',
  '{"query":"{ __typename }","operationName":{}}',
  '{"query":"{ __typename }","operationName":"other"}',
  '{"query":"{ __typename }","extensions":"x"}',
  '{"query":"{ __typename }","extensions":[]}',
  '{"query":"{ __typename }","extensions":{"persistedQuery":1}}',
  '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
  '{"query":"{ __typename }","__proto__":{"a":1}}',
  '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}',
  '{"query":"{ __typename }","constructor":{"prototype":{"a":1}}}',
]

const DOCUMENTS = [
  ' ',
  '#',
  '{',
  '{ nope }',
  '{ __typename',
  'query',
  'mutation { nope }',
  'fragment f on Query { __typename }',
  '{ ...f }',
  '{ ...f } fragment f on Query { ...f }',
  'query a { __typename } query b { __typename }',
  'query a { __typename } query a { __typename }',
  'query ($a: Nope) { __typename }',
  'query ($a: Int!) { dataRows(first: $a) { totalCount } }',
  'type A { b: Int }',
  'subscription { exportTask(id: "a") { id } }',
  '{ dataRows(first: 1e9) { totalCount } }',
  '{ dataRows(first: "1") { totalCount } }',
  '{ dataRows(nope: 1) { totalCount } }',
  '{ __typename @nope }',
  '{ __typename @skip }',
  '\uFFFF',
  '\uD800',
  '"""',
  `{ ${'a'.repeat(5000)} }`,
  `{ ${'__typename '.repeat(20_000)} }`,
  `${'{ node(id: "a") '.repeat(200)} { id } ${'}'.repeat(200)}`,
  `{ ${Array.from({ length: 3000 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
]

/** Bodies that are no JSON, JSON that is no request, and documents that are not valid. */
export const BODIES: readonly HostileRequest[] = [
  ...NOT_JSON.map(text => body(text)),
  ...NOT_A_REQUEST.map(text => body(text)),
  ...DOCUMENTS.map(document),
  body(bytes('{"query":"', [0xff, 0xfe], '"}')),
  body(bytes('{"query":"', [0xc3, 0x28], '"}')),
  body(bytes([0xff, 0xfe], Buffer.from('{"query":"{ __typename }"}', 'utf16le').toString('latin1'))),
  body(bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])),
  body(nested(50_000)),
  body(`{"query":"{ __typename }","variables":{"a":${nested(100_000)}}}`),
  body(`{"query":"${'x'.repeat(300_000)}"}`, 413),
  body(' '.repeat(300_000), 413),
  body(`[${'{"query":"{ __typename }"},'.repeat(20_000)}1]`, 413),
  body(Buffer.alloc(2_000_000), 413),
]
