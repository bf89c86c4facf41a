export { type MediaCache, openMediaCache } from './media-cache.ts'
