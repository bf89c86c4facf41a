import type { HostileRequest } from './requests.ts'
import { JSON_TYPE, QUERY, writeRequest } from './write-request.ts'

const get = (target: string, status: number, headers: readonly string[] = []): HostileRequest => ({
  title: `GET ${target.slice(0, 60)} ${headers.join(', ').slice(0, 60)}`.trim(),
  bytes: writeRequest({ method: 'GET', target, headers }),
  status,
})
const parameters = (text: string, status = 400, headers: readonly string[] = []) =>
  get(`/graphql?${text}`, status, headers)
const method = (name: string, status: number, target = '/graphql'): HostileRequest => ({
  title: `${name} ${target}`,
  bytes: writeRequest({ method: name, target, headers: [JSON_TYPE], body: QUERY }),
  status,
})

/** Methods, paths and query strings. */
export const TARGETS: readonly HostileRequest[] = [
  ...['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'PURGE', 'QUERY', 'OPTIONS'].map(name =>
    method(name, 405),
  ),
  ...['GRAPHQL', 'get', 'post', 'P0ST', 'G\u0000T', '', ' POST'].map(name => method(name, 400)),
  ...['PUT', 'PATCH', 'DELETE', 'POST'].map(name => method(name, 404, '/schema.graphql')),
  ...['PUT', 'DELETE', 'POST'].map(name => method(name, 404, '/media/masks/x')),

  ...[
    '/nope',
    '//graphql',
    '/graphql/x',
    '/GRAPHQL',
    '/graphql.json',
    '/graphql%2f',
    '/graphql%00',
    '/./graphql',
    '/../graphql',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/.env',
    '/.git/config',
    '/media/',
    '/media/masks/',
    '/media/masks/nope',
    '/media/masks/..%2f..%2fslicegraph.db',
    '/media/masks/%00',
    '/media/masks/a/b/c',
    '/schema.graphql/x',
    '/;/graphql',
    '/graphql;x=1',
    `/${'a'.repeat(8_000)}`,
    '/wp-login.php?query=%7B__typename%7D',
  ].map(target => get(target, 404)),
  ...['/%ZZ', '/%', '/media/masks/%E0%A4%A', '/media/masks/%ff', 'graphql', '*', 'http://', 'http://a b/graphql'].map(
    target => get(target, 400),
  ),

  ...['', 'query', 'query=', 'query=%20', 'query=%7B', 'query=%00', 'query=%FF', 'query=%ED%A0%80', 'query=nope'].map(
    text => parameters(text),
  ),
  ...[
    'query=%7B__typename%7D&query=%7B__typename%7D',
    'query=%7B__typename%7D&variables=nope',
    'query=%7B__typename%7D&variables=[]',
    'query=%7B__typename%7D&variables=1',
    'query=%7B__typename%7D&variables=%22a%22',
    'query=%7B__typename%7D&extensions=nope',
    'query=%7B__typename%7D&extensions=[]',
    'query=%7B__typename%7D&operationName=other',
    'query=%7Bnope%7D',
    'query[]=%7B__typename%7D',
    'extensions=%7B%7D',
  ].map(text => parameters(text)),
  parameters('query=mutation%7B__typename%7D', 405),
  parameters('query=subscription%7BexportTask(id:%22a%22)%7Bid%7D%7D', 405),
  get(`/media/masks/${'a'.repeat(8_500)}`, 414),
  parameters(`query=${'x'.repeat(17_000)}`, 431),
  ...['sec-fetch-site: cross-site', 'sec-fetch-site: same-site', 'origin: https://evil.example', 'origin: null'].map(
    header => parameters('query=%7B__typename%7D', 400, [header]),
  ),
  parameters('query=%7B__typename%7D', 400, ['user-agent: Mozilla/5.0']),
]
