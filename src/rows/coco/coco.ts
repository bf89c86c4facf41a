import { SlicegraphError } from '../../errors.ts'
import type { AnnotationNode, GraphContext } from '../../loaders/index.ts'
import type { OpenContext, Part } from '../part.ts'
import { contextsFor, drawnParts, labelledRows, withMasks } from './drawn.ts'
import { fileName } from './file-name.ts'
import { createImageIds, createRowImages } from './images.ts'
import type { LabelsPlan } from './plan.ts'
import { LISTS, type ListName, listOf, shapeOf } from './shape.ts'

/** How many of each a COCO file has. */
interface CocoCounts extends Record<ListName | 'images' | 'categories', number> {
  /** Masks that are left out, since they are not measured. */
  unmeasuredMasks: number
  /** Groups that are left out, since the store lacks their frames. */
  remoteGroups: number
}

/** Microseconds of one core for an annotation, and for a mask on top of that. */
const COST_OF_ANNOTATION = 5
const COST_OF_MASK = 30
const MOST_CATEGORIES = 100_000

/** The masks that a COCO file of these labels lacks, as long as none is fetched. */
export async function countUnmeasured({ filter }: LabelsPlan, { loaders }: GraphContext): Promise<number> {
  const fields = new Set(['unmeasuredMaskCount'])
  const [stats] = await loaders.stats('annotation', { groupBy: [], filter: null, labels: filter, fields })
  return stats?.unmeasuredMaskCount ?? 0
}

/**
 * A COCO file, part by part. The labels are read once for the images, which fetches what is remote, and once for each list,
 * so that no more than the ids of images and categories stays in memory. Images and classes that come up between two reads
 * are left out.
 * @param onMissing called with the error for each mask and group that is left out
 */
export function writeCoco(
  { filter }: LabelsPlan,
  openContext: OpenContext,
  onMissing: (error: SlicegraphError) => void = () => {},
) {
  const counts: CocoCounts = {
    ...{ images: 0, categories: 0, annotations: 0, polylines: 0, points: 0 },
    ...{ unmeasuredMasks: 0, remoteGroups: 0 },
  }
  const contextFor = contextsFor(openContext)
  const ids = createImageIds()
  const classes = new Set<string>()
  const lists = new Set<ListName>()

  async function* writeImages(): AsyncGenerator<Part> {
    for await (const { row, labels } of labelledRows(filter, openContext)) {
      const images = createRowImages()
      const onGroup = (error: SlicegraphError) => {
        counts.remoteGroups += 1
        onMissing(error)
      }
      const onMask = (error: SlicegraphError) => {
        counts.unmeasuredMasks += 1
        onMissing(error)
      }
      let cost = 0
      for await (const part of drawnParts(labels, contextFor, onGroup)) {
        const drawn = part.annotations.filter(annotation => listOf(annotation) !== null)
        for await (const some of withMasks({ ...part, annotations: drawn }, onMask)) {
          for (const each of some) {
            images.note(each)
            noteClass(each[0])
            cost += COST_OF_ANNOTATION + (each[1] ? COST_OF_MASK : 0)
          }
          // Reading goes on, which keeps the stream from ending.
          yield { bytes: '', count: 0, cost }
          cost = 0
        }
      }
      const found = images.list(row)
      let id = ids.add(row.id, found)
      const texts = found.map(({ groupName, frameNumber, width, height, isSizeKnown }) =>
        JSON.stringify({
          id: id++,
          file_name: fileName(row.id, { groupName, frameNumber }),
          ...{ width, height, size_known: isSizeKnown },
          ...{ data_row_id: row.id, global_key: row.globalKey, plane: groupName, frame: frameNumber },
        }),
      )
      yield { bytes: inList(counts.images, texts), count: 0, cost }
      counts.images += texts.length
    }
  }

  function noteClass(annotation: AnnotationNode): void {
    classes.add(className(annotation))
    if (classes.size > MOST_CATEGORIES) throw new SlicegraphError('COST_LIMIT_EXCEEDED', TOO_MANY_CLASSES)
    const list = listOf(annotation)
    if (list) lists.add(list)
  }

  async function* writeList(name: ListName, categories: ReadonlyMap<string, number>): AsyncGenerator<Part> {
    for await (const { row, labels } of labelledRows(filter, openContext))
      for await (const part of drawnParts(labels, contextFor, null)) {
        const own = part.annotations.filter(annotation => listOf(annotation) === name)
        for await (const some of withMasks({ ...part, annotations: own }, null)) {
          let cost = 0
          let id = counts[name]
          const texts = some.flatMap(([annotation, mask]) => {
            cost += COST_OF_ANNOTATION + (mask ? COST_OF_MASK : 0)
            const shape = shapeOf(annotation, mask)
            const image_id = ids.idOf(row.id, annotation)
            const category_id = categories.get(className(annotation))
            if (!shape || image_id === undefined || category_id === undefined) return []
            id += 1
            const source = {
              label_id: annotation.labelId,
              feature_id: annotation.featureId,
              created_by: part.label.createdBy,
            }
            return JSON.stringify({ id, image_id, category_id, ...shape.values, ...source })
          })
          yield { bytes: inList(counts[name], texts), count: texts.length, cost }
          counts[name] = id
        }
      }
  }

  async function* write(): AsyncGenerator<Part> {
    const free = (bytes: string) => ({ bytes, count: 0, cost: 0 })
    yield free('{"images":[')
    yield* writeImages()
    const names = [...classes].sort()
    counts.categories = names.length
    const categories = new Map(names.map((name, index) => [name, index + 1]))
    const texts = names.map((name, index) => JSON.stringify({ id: index + 1, name, supercategory: '' }))
    yield free(`],"categories":[${inList(0, texts)}],"info":${infoText(counts)}`)
    for (const name of LISTS) {
      yield free(`,"${name}":[`)
      if (lists.has(name)) yield* writeList(name, categories)
      yield free(']')
    }
    yield free('}\n')
  }

  return { parts: write(), counts }
}

/** Classes go by the names of their tools. */
const className = ({ name, annotationKind }: AnnotationNode) => name ?? annotationKind

/** Items that follow others of the same list. */
const inList = (before: number, texts: readonly string[]) =>
  `${before > 0 && texts.length > 0 ? ',' : ''}${texts.join(',')}`

const infoText = ({ unmeasuredMasks, remoteGroups }: CocoCounts) =>
  JSON.stringify({
    description: 'Annotations of Labelbox, written by slicegraph.',
    unmeasured_masks: unmeasuredMasks,
    remote_groups: remoteGroups,
  })

const TOO_MANY_CLASSES = `The labels have more than ${MOST_CATEGORIES.toLocaleString('en-US')} classes. Ask for fewer with a filter.`
