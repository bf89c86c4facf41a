/* An address becomes the bytes that are there. */
export {
  openUpstream,
  type Upstream,
} from './open-upstream.ts'
export type { PostAnswer } from './post.ts'
export { UpstreamError } from './upstream-error.ts'
export type { UpstreamLimits, UpstreamSettings } from './upstream-settings.ts'
