import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export const ISSUER = 'https://login.example'
export const AUDIENCE = 'slicegraph'

export type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA'

/** A pair of keys, and its public key as a key set holds it. */
export interface SigningKey {
  readonly kid: string
  readonly alg: Algorithm
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly jwk: Readonly<Record<string, unknown>>
}

/** @param bits of an RSA key */
export function makeKey(kid: string, alg: Algorithm, bits = 2048): SigningKey {
  const { privateKey, publicKey } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : alg === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: bits })
  return { kid, alg, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } }
}

const PSS = { padding: 6, saltLength: 32 }

/** Signs as RFC 7515 says, whatever the texts of header and payload are. */
export function signTexts({ alg, privateKey }: SigningKey, header: string, payload: string): string {
  const text = `${base64(header)}.${base64(payload)}`
  const key = {
    key: privateKey,
    ...(alg === 'PS256' && PSS),
    ...(alg === 'ES256' && { dsaEncoding: 'ieee-p1363' as const }),
  }
  return `${text}.${sign(alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), key).toString('base64url')}`
}

/** With a key that both sides know, or that the attacker takes for one. */
export function signWithSecret(header: string, payload: string, secret: string | Buffer): string {
  const text = `${base64(header)}.${base64(payload)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

export const base64 = (text: string) => Buffer.from(text).toString('base64url')
export const now = () => Math.floor(Date.now() / 1000)

/** Claims of a JWT that is accepted, and others. Undefined: without that claim. */
export const claims = (others: object = {}) => ({
  ...{ iss: ISSUER, aud: AUDIENCE, sub: 'alice', iat: now(), exp: now() + 600 },
  ...others,
})

export const makeJwt = (key: SigningKey, others: object = {}, header: object = {}) =>
  signTexts(key, JSON.stringify({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header }), JSON.stringify(claims(others)))
