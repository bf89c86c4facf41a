import { SlicegraphError } from '../../errors.ts'
import type { MeasuredMask } from '../../model/index.ts'
import type { OpenContext } from '../part.ts'
import { contextsFor, drawnParts, labelledRows, withMasks } from './drawn.ts'
import { fileName, pathPart } from './file-name.ts'
import type { LabelsPlan } from './plan.ts'

/** A mask, and the path of its file. */
interface NamedMask {
  /** `ROW/Axial/000006/FEATURE.png`. */
  readonly path: string
  readonly mask: MeasuredMask
}

/**
 * The masks of labels, some at a time.
 * @param onMissing called with the error for each mask, and each group with frames, that cannot be read
 */
export async function* readMasks(
  { filter }: LabelsPlan,
  openContext: OpenContext,
  onMissing: (what: 'mask' | 'group', error: SlicegraphError) => void,
): AsyncGenerator<readonly NamedMask[]> {
  const contextFor = contextsFor(openContext)
  for await (const { row, labels } of labelledRows(filter, openContext)) {
    const paths = new Set<string>()
    for await (const part of drawnParts(labels, contextFor, error => onMissing('group', error))) {
      const masks = part.annotations.filter(({ type }) => type === 'MaskAnnotation')
      for await (const some of withMasks({ ...part, annotations: masks }, error => onMissing('mask', error)))
        yield some.flatMap(([annotation, mask]) => {
          const path = `${fileName(row.id, annotation)}/${pathPart(annotation.featureId)}.png`
          if (paths.has(path)) throw new SlicegraphError('OUTPUT_FAILED', SAME_FILE)
          paths.add(path)
          return mask ? [{ path, mask }] : []
        })
    }
  }
}

const SAME_FILE =
  'Two labels have masks with one feature id in the same frame, so their files would have one name. Export the labels one by one with a filter.'
