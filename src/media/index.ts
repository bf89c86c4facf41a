export { digestOf, keepFile } from './keep-file.ts'
export { type MediaCache, openMediaCache } from './media-cache.ts'
