import type { Format } from '../../model/index.ts'
import { V1 } from '../v1/rules.ts'
import { V2 } from '../v2/rules.ts'
import type { FormatRules } from './format-rules.ts'

export const rulesOf = (format: Format): FormatRules => (format === 'v1' ? V1 : V2)
