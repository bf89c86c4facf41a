import { UsageError } from '../../errors.ts'

/** The settings of JWTs. Null: not set. */
export interface JwtSettings {
  /** URL or file of the public keys. */
  readonly jwks: string | null
  readonly jwtIssuer: string | null
  readonly jwtAudience: string | null
  readonly jwtRoleClaim: string
  readonly jwtProjectsClaim: string
  readonly jwtHideClaim: string
}

/**
 * Checks before a long load whether the settings of authentication are there.
 * @throws UsageError
 */
export function requireAuthSettings(settings: JwtSettings & { readonly auth: string }): void {
  if (settings.auth.includes('jwt')) requiredJwtSettings(settings)
}

/** @throws UsageError for settings that are missing */
export function requiredJwtSettings({ jwks, jwtIssuer: issuer, jwtAudience: audience }: JwtSettings) {
  if (jwks === null || issuer === null || audience === null)
    throw new UsageError(
      '--auth jwt needs SLICEGRAPH_JWKS, SLICEGRAPH_JWT_ISSUER and SLICEGRAPH_JWT_AUDIENCE: an identity provider issues JWTs for others with the same keys, too.',
    )
  return { jwks, issuer, audience }
}
