import type { Medium } from '../../kinds/index.ts'
import type { FramesRecord, GroupKey, Json } from '../../model/index.ts'
import { below, ROOT } from '../json-path.ts'
import { V1 } from '../v1/rules.ts'
import { asObject } from '../wire-values.ts'
import { createContentWriter } from './content-writer.ts'
import { frameNumber } from './frames.ts'

/**
 * The lines of a v1 frames document, in any order, as chunks and entries of their group.
 * @param group by id name; a video's is `Video`.
 * @throws RecordFault with the line's index first in its path.
 */
export function normalizeFrames(
  lines: readonly Json[],
  group: { readonly idName: string; readonly key: GroupKey },
  medium: Medium,
): FramesRecord {
  const writer = createContentWriter(V1, medium)
  // There is no raw that could keep a line without its number.
  for (const [index, line] of lines.entries()) frameNumber(asObject(line, below(ROOT, index)), below(ROOT, index))
  const { frames } = V1.frames(lines, ROOT)
  writer.frames(frames, { groupName: group.idName, groupKey: group.key }, null)
  const { chunks, annotations, classifications } = writer
  return { format: 'v1', chunks, annotations, classifications, frameCount: frames.length }
}
