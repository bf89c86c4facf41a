import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UsageError } from '../../src/errors.ts'
import { checkAddress } from '../../src/server/index.ts'
import { ask, startGateway } from './start-gateway.ts'

test('the error for a port in use names the port', async () => {
  const gateway = await startGateway({ empty: true })
  const port = Number(new URL(gateway.url).port)
  const named = (error: unknown) =>
    error instanceof UsageError && error.message.includes(`Port ${port} on 127.0.0.1 is in use`)
  try {
    await assert.rejects(checkAddress({ host: '127.0.0.1', port }), named)
    await assert.rejects(startGateway({ empty: true, port }), named)
  } finally {
    await gateway.close()
  }
})

test('localhost is one server, to which all limits of connections apply', async () => {
  const gateway = await startGateway({ empty: true, host: 'localhost' })
  try {
    const { hostname, port } = new URL(gateway.url)
    assert.equal(hostname, 'localhost')
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200)
    await assert.rejects(fetch(`http://[::1]:${port}/healthz`))
    await assert.rejects(checkAddress({ host: 'localhost', port: Number(port) }), /is in use/)
  } finally {
    await gateway.close()
  }
})

for (const environment of [
  { APOLLO_KEY: 'service:x:y' },
  { APOLLO_KEY: 'service:x:y', APOLLO_GRAPH_REF: 'x@y' },
  { APOLLO_SCHEMA_REPORTING: 'true' },
]) {
  test(`nothing is reported to Apollo with ${Object.keys(environment).join(' and ')} set`, async () => {
    Object.assign(process.env, environment)
    try {
      // Each reporter of Apollo logs that it starts, or fails the start if something is missing.
      const gateway = await startGateway({ empty: true })
      await ask(gateway, '{ __typename }')
      await gateway.close()
      assert.doesNotMatch(JSON.stringify(gateway.log), /apollo/i)
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name]
    }
  })
}
