import type { HostileRequest } from './requests.ts'
import { JSON_TYPE, QUERY, writeRequest } from './write-request.ts'

const framed = (header: string, body: string, status = 400): HostileRequest => ({
  title: `${header.slice(0, 60)} with ${JSON.stringify(body.slice(0, 40))}`,
  bytes: writeRequest({ headers: [JSON_TYPE, ...header.split('\n')], body }),
  status,
})
const chunked = (body: string, status = 400) => framed('transfer-encoding: chunked', body, status)
const raw = (title: string, bytes: string, status = 400): HostileRequest => ({ title, bytes, status })

const HEAD = 'host: localhost\r\nconnection: close\r\n\r\n'
const LENGTH = QUERY.length.toString(16)

/** Lengths, chunks, request lines and versions of HTTP. */
export const FRAMES: readonly HostileRequest[] = [
  ...['-1', '+26', '1e1', '0x1a', '26 26', '26, 26', '26, 27', 'nope', '', '99999999999999999999'].map(length =>
    framed(`content-length: ${length}`, QUERY),
  ),
  framed('content-length: 26\ncontent-length: 27', QUERY),
  framed('content-length: 3', QUERY),
  framed('content-length: 99999999', '{', 413),
  framed('content-length: 26\ntransfer-encoding: chunked', `${LENGTH}\r\n${QUERY}\r\n0\r\n\r\n`),
  framed('transfer-encoding: gzip, chunked', `${LENGTH}\r\n${QUERY}\r\n0\r\n\r\n`, 501),
  ...['gzip', 'chunked, chunked', 'chunked, identity', 'identity', 'xchunked', 'chunked\u0000'].map(coding =>
    framed(`transfer-encoding: ${coding}`, `${LENGTH}\r\n${QUERY}\r\n0\r\n\r\n`),
  ),

  chunked('zz\r\n{}\r\n0\r\n\r\n'),
  chunked('-1\r\n{}\r\n0\r\n\r\n'),
  chunked('0x2\r\n{}\r\n0\r\n\r\n'),
  chunked('2\n{}\n0\n\n'),
  chunked('2\r\n{}0\r\n\r\n'),
  chunked('1\r\n{}\r\n0\r\n\r\n'),
  chunked(' 2\r\n{}\r\n0\r\n\r\n'),
  chunked('\r\n'),
  chunked('0\r\n\r\n'),
  chunked('2;\u0000\r\n{}\r\n0\r\n\r\n'),
  chunked(`2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`, 400),
  chunked('ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
  chunked(`${(300_000).toString(16)}\r\n${'x'.repeat(300_000)}\r\n0\r\n\r\n`, 413),
  chunked(`${`1000\r\n${'x'.repeat(0x1000)}\r\n`.repeat(100)}0\r\n\r\n`, 413),
  chunked(`2\r\n{}\r\n0\r\nbad trailer\r\n\r\n`),
  chunked(`2\r\n{}\r\n0\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431),

  raw('no HTTP at all', 'hello\r\n\r\n'),
  raw('no version', `GET /graphql\r\n${HEAD}`, 505),
  raw('three spaces', `GET  /graphql  HTTP/1.1\r\n${HEAD}`),
  raw('version 0.9', `GET /graphql HTTP/0.9\r\n${HEAD}`, 505),
  raw('version 3', `GET /graphql HTTP/3.0\r\n${HEAD}`, 505),
  raw('HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505),
  raw('another protocol', `GET /graphql RTSP/1.0\r\n${HEAD}`),
  raw('line ends without CR', 'GET /graphql HTTP/1.1\nhost: localhost\n\n'),
  raw('line ends without LF', 'GET /graphql HTTP/1.1\rhost: localhost\r\r'),
  raw('a continued header', 'GET /graphql HTTP/1.1\r\nhost: localhost\r\nx: a\r\n b\r\n\r\n'),
  raw('a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n'),
  raw('a hello of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'),
  raw('SSH', 'SSH-2.0-OpenSSH_9.0\r\n'),
  raw('Redis', '*1\r\n$4\r\nPING\r\n'),
]
