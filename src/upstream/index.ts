/* Requests to Labelbox and its storage: an address becomes its bytes. */
export type { PostAnswer } from './exchange.ts'
export { openUpstream, type Upstream } from './open-upstream.ts'
export { badResponse, UpstreamError } from './upstream-error.ts'
export type { UpstreamLimits, UpstreamSettings } from './upstream-settings.ts'
