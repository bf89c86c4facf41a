/* An address becomes the bytes that are there. */
export type { UpstreamAnswer } from './exchange.ts'
export type { OriginTraffic } from './lane.ts'
export {
  type GetOptions,
  openUpstream,
  type PostOptions,
  type StreamOptions,
  type Upstream,
} from './open-upstream.ts'
export type { PostAnswer } from './post.ts'
export { UpstreamFault } from './upstream-fault.ts'
export type { UpstreamLimits, UpstreamSettings } from './upstream-settings.ts'
