import { encodeRle, type MaskRuns, measure } from '../../masks/index.ts'
import type { FetchedBytes, MeasuredMask } from '../../model/index.ts'

export function measuredMask(runs: MaskRuns, bytes: FetchedBytes, ofComposite: boolean): MeasuredMask {
  return { ...bytes, ...measure(runs), rle: encodeRle(runs), ofComposite }
}
