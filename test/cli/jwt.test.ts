import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { writeDemoExport } from '../../src/demo/index.ts'
import { AUDIENCE, ISSUER, makeJwt, makeKey } from '../server/auth/identity-provider.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runCli, serveCli } from './spawn-cli.ts'

suite('--auth jwt', () => {
  test('every process answers JWTs, and the demo can be served so', async () => {
    await using folder = await temporaryFolder()
    const key = makeKey('key', 'ES256')
    await writeFile(folder.file('keys.json'), JSON.stringify({ keys: [key.jwk] }))
    const env = {
      SLICEGRAPH_JWKS: 'keys.json',
      SLICEGRAPH_JWT_ISSUER: ISSUER,
      SLICEGRAPH_JWT_AUDIENCE: AUDIENCE,
      SLICEGRAPH_JWT_ROLE_CLAIM: 'role',
    }
    const args = ['serve', '--auth', 'jwt', '--host', '0.0.0.0', '--port', '0', '--processes', '2']
    await using gateway = await serveCli(args, { folder: folder.path, env })
    const ask = async (jwt: string) => {
      const headers = { authorization: `Bearer ${jwt}`, connection: 'close', 'content-type': 'application/json' }
      const body = '{"query":"{ viewer { name role } }"}'
      const answer = await fetch(gateway.url, { method: 'POST', headers, body })
      return answer.status === 200 ? await answer.text() : answer.status
    }
    const jwt = makeJwt(key, { role: 'operator' })
    const answers = await Promise.all([ask(jwt), ask(jwt), ask(jwt), ask(jwt)])
    assert.deepEqual(new Set(answers), new Set(['{"data":{"viewer":{"name":"alice","role":"OPERATOR"}}}\n']))
    assert.equal(await ask(makeJwt(makeKey('key', 'ES256'))), 401)
  })

  test('settings that are missing are exit code 2, before anything is loaded', async () => {
    await using folder = await temporaryFolder()
    const path = folder.path
    const args = ['serve', ...(await writeDemoExport(path)), '--auth', 'jwt', '--port', '0', '--processes', '2']
    const { code, stderr } = await runCli(args, { folder: path })
    assert.match(stderr, /--auth jwt needs SLICEGRAPH_JWKS/)
    assert.equal(code, 2)
    // Before the load.
    assert.doesNotMatch(stderr, /records/)
  })
})
