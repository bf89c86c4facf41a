import { exchange } from '../exchange.ts'

/** Spellings of a Host header that name another machine, or nothing. */
export const FOREIGN_HOSTS: readonly string[] = [
  'evil.example',
  'evil.example:4000',
  'EVIL.EXAMPLE',
  'evil.example.',
  'localhost.evil.example',
  'evil-localhost',
  'localhost-evil.example',
  'xlocalhost',
  'localhostx:4000',
  '127.0.0.1.evil.example',
  '127.0.0.1.nip.io',
  '127-0-0-1.evil.example',
  '127.0.0.1x',
  '127.evil.example',
  'evil127.0.0.1',
  'evil.example@127.0.0.1',
  '127.0.0.1@evil.example',
  'localhost@evil.example',
  'localhost#.evil.example',
  'localhost/.evil.example',
  'localhost?.evil.example',
  'localhost\\.evil.example',
  'localhost,evil.example',
  'localhost evil.example',
  'localhost:4000:evil',
  'localhost:evil.example',
  'localhost..evil.example',
  'localhost%00.evil.example',
  '10.0.0.1',
  '192.168.0.1:4000',
  '169.254.169.254',
  '128.0.0.1',
  '[::2]',
  '[::1].evil.example',
  '[::ffff:10.0.0.1]',
  '[::1',
  '167772161',
  'localhóst',
]

const QUERY = '{ dataRows(first: 1) { nodes { id } } }'
const BODY = JSON.stringify({ query: QUERY })
const OPENING =
  'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n' +
  'sec-websocket-protocol: graphql-transport-ws\r\n\r\n'

/** Every way in, with these lines as its Host header. */
export const waysIn = (url: string, hosts: string): readonly Promise<string>[] => [
  postFrom(url, hosts),
  getFrom(url, hosts, `/graphql?query=${encodeURIComponent(QUERY)}`),
  getFrom(url, hosts, '/schema.graphql'),
  getFrom(url, hosts, '/media/masks/x'),
  exchange(url, `GET /graphql HTTP/1.1\r\n${hosts}${OPENING}`),
]

export const postFrom = (url: string, hosts: string, target = '/graphql') =>
  exchange(
    url,
    `POST ${target} HTTP/1.1\r\n${hosts}content-type: application/json\r\ncontent-length: ${BODY.length}\r\n` +
      `connection: close\r\n\r\n${BODY}`,
  )

export const getFrom = (url: string, hosts: string, path: string) =>
  exchange(url, `GET ${path} HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`)
