import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { exchange } from '../exchange.ts'
import { ask, type Gateway, startGateway } from '../start-gateway.ts'
import { faultOf, HOSTILE_REQUESTS } from './requests.ts'

suite('hostile requests', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  test('get an error in the shape of GraphQL, with the right status', async () => {
    assert.ok(HOSTILE_REQUESTS.length >= 200)
    const faults: string[] = []
    for (const request of HOSTILE_REQUESTS) {
      const fault = faultOf(await exchange(gateway.url, request.bytes), request)
      if (fault !== null) faults.push(`${request.title}: ${fault}`)
    }
    assert.deepEqual(faults, [])
  })

  test('leave nothing at error in the log, and the gateway as it was', async () => {
    assert.deepEqual(
      gateway.log.filter(({ level }) => Number(level) >= 50),
      [],
    )
    assert.deepEqual((await ask(gateway, '{ __typename }')).data, { __typename: 'Query' })
  })
})
