export type { Measures, Medium } from './kind.ts'
export { KINDS, kindOf, measure } from './registry.ts'
