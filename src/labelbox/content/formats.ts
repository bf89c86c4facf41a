import type { Generation } from '../../model/index.ts'
import { V1 } from '../v1/format.ts'
import { V2 } from '../v2/format.ts'
import type { Dialect } from './format.ts'

export const dialectOf = (form: Generation): Dialect => (form === 'v1' ? V1 : V2)
