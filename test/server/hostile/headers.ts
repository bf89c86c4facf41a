import type { HostileRequest } from './requests.ts'
import { JSON_TYPE, QUERY, writeRequest } from './write-request.ts'

const post = (headers: readonly string[], status: number, body: string | Buffer = QUERY): HostileRequest => ({
  title: `POST with ${JSON.stringify(headers.join(', ').slice(0, 80))}`,
  bytes: writeRequest({ headers, body }),
  status,
})
const raw = (title: string, bytes: string, status: number): HostileRequest => ({ title, bytes, status })

const CONTENT_TYPES = [
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/graphql',
  'application/graphql-response+json',
  'application/xml',
  'application/octet-stream',
  'application/jsonx',
  'application/json+x',
  'application/ld+json',
  'application/',
  'json',
  ';',
  '*/*',
  'application/json; charset=utf-16',
  'application/json; charset=iso-8859-1',
  'application/json; charset="utf-7"',
  'application/json;charset=shift_jis',
]

const ACCEPTS = [
  'text/html',
  'image/png',
  'text/event-stream',
  'multipart/mixed;subscriptionSpec=1.0',
  'application/json;q=0',
  '*/*;q=0',
  'application/json;version=2',
  'nope',
  ';;;',
  'application/*;q=0, */*;q=0',
]

/** Content types, encodings, Accept and other headers. */
export const HEADERS: readonly HostileRequest[] = [
  ...CONTENT_TYPES.map(type => post([`content-type: ${type}`], 415)),
  ...['gzip', 'br', 'deflate', 'zstd', 'compress', 'nope', 'identity, gzip', 'gzip, gzip', '\xff'].map(coding =>
    post([JSON_TYPE, `content-encoding: ${coding}`], 415),
  ),
  ...ACCEPTS.map(accept => post([JSON_TYPE, `accept: ${accept}`], 406)),
  ...['tea', '200-ok'].map(expect => post([JSON_TYPE, `expect: ${expect}`], 417)),

  post([JSON_TYPE, 'host: localhost'], 400),
  post([JSON_TYPE, 'host: evil.example'], 400),
  post([JSON_TYPE, 'no colon'], 400),
  post([JSON_TYPE, 'bad name: x'], 400),
  post([JSON_TYPE, 'name : x'], 400),
  post([JSON_TYPE, ': x'], 400),
  post([JSON_TYPE, 'x: a\u0000b'], 400),
  post([JSON_TYPE, 'x: a\rb'], 400),
  post([JSON_TYPE, 'n\xe4me: x'], 400),
  post([JSON_TYPE, `x: ${'x'.repeat(17_000)}`], 431),
  post([JSON_TYPE, ...Array.from({ length: 1500 }, (_, i) => `x-${i}: value`)], 431),
  post([JSON_TYPE, `${'x'.repeat(17_000)}: x`], 431),
  post([], 415),
  post([], 400, ''),
  post([JSON_TYPE], 400, ''),

  raw('no Host', 'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nconnection: close\r\n\r\n', 400),
  raw('a Host with a path', 'GET /graphql HTTP/1.1\r\nhost: localhost/x\r\nconnection: close\r\n\r\n', 400),
  raw('a Host with a user', 'GET /graphql HTTP/1.1\r\nhost: a@localhost\r\nconnection: close\r\n\r\n', 400),
  raw('another host', 'GET /graphql HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n', 421),
  raw(
    'another host in the target',
    'GET http://evil.example/graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    421,
  ),
  ...['', 'sec-websocket-version: 8\r\n', 'sec-websocket-key: short\r\nsec-websocket-version: 13\r\n'].map(rest =>
    raw(
      `half a WebSocket ${JSON.stringify(rest)}`,
      `GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n${rest}\r\n`,
      400,
    ),
  ),
  raw(
    'a WebSocket to another path',
    'GET /nope HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
      'sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
    404,
  ),
  raw(
    'a WebSocket by POST',
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
      'sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
    400,
  ),
]
