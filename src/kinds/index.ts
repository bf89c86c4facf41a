export type { Measures, Medium } from './kind.ts'
export { isPlainPoints } from './points.ts'
export { KINDS, kindOf, measure } from './registry.ts'
