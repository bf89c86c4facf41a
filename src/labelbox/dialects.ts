import type { Generation } from '../model/index.ts'
import type { Dialect } from './dialect.ts'
import { V1 } from './dialect-v1.ts'
import { V2 } from './dialect-v2.ts'

export const dialectOf = (form: Generation): Dialect => (form === 'v1' ? V1 : V2)
