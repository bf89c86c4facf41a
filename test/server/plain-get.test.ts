import assert from 'node:assert/strict'
import { get } from 'node:http'
import { after, before, suite, test } from 'node:test'
import { type Gateway, startGateway } from './start-gateway.ts'

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64)'
const OWN = 'http://graph.example'

suite('a GET without an extra header', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true, cors: ['https://app.example'], publicUrl: OWN })
  })
  after(() => gateway.close())

  const query = encodeURIComponent('{ __typename }')
  /** Sent without fetch, which adds headers. */
  const ask = (headers: Record<string, string>) =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      get(`${gateway.url}/graphql?query=${query}`, { headers }, async response => {
        const parts = await response.toArray()
        resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() })
      }).on('error', reject)
    })

  const self = () => gateway.url
  const taken: [string, () => Record<string, string>][] = [
    ['of a client that is no browser', () => ({})],
    ['of a library that names itself', () => ({ 'user-agent': 'urql' })],
    ['of a page of its own', () => ({ 'sec-fetch-site': 'same-origin', 'user-agent': BROWSER })],
    ['typed into the address bar', () => ({ 'sec-fetch-site': 'none', 'user-agent': BROWSER })],
    ['of its own origin', () => ({ origin: self(), 'user-agent': BROWSER })],
    ['of the public origin', () => ({ origin: OWN, 'sec-fetch-site': 'cross-site', 'user-agent': BROWSER })],
    ['of an allowed origin', () => ({ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' })],
    ['of an old browser with a header that forces a preflight', () => ({ 'user-agent': BROWSER, authorization: 'x' })],
  ]
  for (const [title, headers] of taken)
    test(`${title} is answered`, async () => {
      assert.deepEqual(await ask(headers()), { status: 200, body: '{"data":{"__typename":"Query"}}\n' })
    })

  const refused: [string, Record<string, string>][] = [
    ['of an image on another site', { 'sec-fetch-site': 'cross-site', 'user-agent': BROWSER }],
    ['of another port', { 'sec-fetch-site': 'same-site', 'user-agent': BROWSER }],
    ['of an unknown kind of site', { 'sec-fetch-site': 'elsewhere' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of no origin that can be named', { origin: 'null' }],
    ['of another site with an extra header', { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' }],
    ['of a browser that sends nothing of all this', { 'user-agent': BROWSER }],
  ]
  for (const [title, headers] of refused)
    test(`${title} is rejected`, async () => {
      const { status, body } = await ask(headers)
      assert.equal(status, 400)
      const { errors } = JSON.parse(body)
      assert.equal(errors[0].extensions.code, 'BAD_REQUEST')
      assert.match(errors[0].message, /--cors/)
    })
})
