export type { Kind, Measures, Medium } from './kind.ts'
export { isPlainPoints } from './points.ts'
export { type AnyKind, KINDS, kindOf, measure } from './registry.ts'
