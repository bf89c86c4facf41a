import type { CocoFile } from './coco-reader.ts'

/* What a COCO file has to hold, from answers of the graph. */

interface Point {
  readonly x: number
  readonly y: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Node {
  readonly __typename: string
  readonly id: string
  readonly featureId: string
  readonly name: string | null
  readonly annotationKind: string
  readonly label: {
    readonly id: string
    readonly createdBy: string | null
    readonly dataRow: { readonly id: string; readonly mediaAttributes: Readonly<Record<string, unknown>> | null }
  }
  readonly mask?: {
    readonly width: number | null
    readonly height: number | null
    readonly area: number | null
    readonly boundingBox: Box | null
    readonly rle: { readonly size: readonly number[]; readonly counts: string } | null
  } | null
  readonly box?: Box | null
  readonly polygon?: readonly Point[]
  readonly area?: number
  readonly line?: readonly Point[]
  readonly length?: number
  readonly isClosed?: boolean
  readonly enclosedArea?: number | null
  readonly point?: Point
}

const BOX = '{ left top width height }'
const QUERY = `query ($after: String, $filter: AnnotationFilter) {
  annotations(first: 200, after: $after, filter: $filter) {
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename id featureId name annotationKind
      label { id createdBy dataRow { id mediaAttributes } }
      ... on MaskAnnotation { mask { width height area boundingBox ${BOX} rle { size counts } } }
      ... on PolygonAnnotation { polygon { x y } area box: boundingBox ${BOX} }
      ... on BoundingBoxAnnotation { box: boundingBox ${BOX} }
      ... on PolylineAnnotation { line { x y } length isClosed enclosedArea box: boundingBox ${BOX} }
      ... on PointAnnotation { point { x y } box: boundingBox ${BOX} }
    }
  }
}`

/** A query's data, null where it has errors. */
type Ask = (query: string, variables: Record<string, unknown>) => Promise<unknown>

/** @param label a LabelFilter */
export async function graphContents(ask: Ask, label: object | null = null) {
  const nodes: Node[] = []
  for (let after: string | null = null, isMore = true; isMore; ) {
    const { annotations } = (await ask(QUERY, { after, filter: label && { label } })) as {
      annotations: { nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
    }
    nodes.push(...annotations.nodes)
    after = annotations.pageInfo.endCursor
    isMore = annotations.pageInfo.hasNextPage
  }
  const drawn = nodes.filter(node => node.__typename !== 'UnknownAnnotation' && node.mask !== null)
  const images = [...Map.groupBy(drawn, fileNameOf)].map(([name, own]) => [name, ...sizeOf(own, drawn)])
  return {
    images: images.map(image => JSON.stringify(image)).sort(),
    items: drawn.flatMap(itemOf).sort(),
    unmeasured: drawn.filter(({ mask }) => mask && !mask.rle).length,
  }
}

/** The same from a file. */
export function fileContents(file: CocoFile) {
  const names = new Map(file.images.map(({ id, file_name }) => [id, file_name]))
  const classes = new Map(file.categories.map(({ id, name }) => [id, name]))
  const items = (['annotations', 'polylines', 'points'] as const).flatMap(list =>
    (file[list] as CocoFile['annotations']).map(({ id: _, image_id, category_id, ...values }) =>
      JSON.stringify([list, names.get(image_id), classes.get(category_id), values]),
    ),
  )
  return {
    images: file.images.map(each => JSON.stringify([each.file_name, each.width, each.height, each.size_known])).sort(),
    items: items.sort(),
    unmeasured: file.info.unmeasured_masks,
  }
}

/** Planes and frames are in the id: `annotation:LABEL:Axial:6:FEATURE`. */
function placeOf({ id, label }: Node): readonly string[] {
  const place = id.split(':').slice(2, -1).map(decodeURIComponent)
  return [label.dataRow.id, ...place]
}

function fileNameOf(node: Node): string {
  const [row = '', group, frame] = placeOf(node)
  const parts = group === undefined ? [row] : [row, group]
  const encoded = parts.map(part => encodeURIComponent(part))
  return [...encoded, ...(frame === undefined ? [] : [frame.padStart(6, '0')])].join('/')
}

function sizeOf(own: readonly Node[], all: readonly Node[]): readonly [width: number, height: number, known: boolean] {
  const [row, group] = placeOf(own[0] as Node)
  const inPlane = all.filter(node => {
    const [otherRow, otherGroup] = placeOf(node)
    return otherRow === row && otherGroup === group
  })
  for (const nodes of [own, inPlane]) {
    const masks = nodes.flatMap(({ mask }) => (mask?.rle ? [mask.rle.size] : []))
    if (masks.length > 0)
      return [Math.max(...masks.map(([, width = 0]) => width)), Math.max(...masks.map(([height = 0]) => height)), true]
  }
  const { width, height } = own[0]?.label.dataRow.mediaAttributes ?? {}
  const isSide = (side: unknown): side is number => typeof side === 'number' && side > 0 && side % 1 === 0
  if (isSide(width) && isSide(height)) return [width, height, true]
  const corners = own.flatMap(node => {
    const points = node.polygon ?? node.line ?? (node.point ? [node.point] : [])
    const box = points.length === 0 ? node.box : null
    return [...points, ...(box ? [{ x: box.left + box.width, y: box.top + box.height }] : [])]
  })
  const least = (sides: readonly number[]) => Math.ceil(Math.min(Math.max(1, ...sides), Number.MAX_VALUE))
  return [least(corners.map(({ x }) => x)), least(corners.map(({ y }) => y)), false]
}

function itemOf(node: Node): readonly string[] {
  const values = valuesOf(node)
  if (!values) return []
  const [list, geometry] = values
  const source = { label_id: node.label.id, feature_id: node.featureId, created_by: node.label.createdBy }
  return [JSON.stringify([list, fileNameOf(node), node.name ?? node.annotationKind, { ...geometry, ...source }])]
}

const flat = (points: readonly Point[]) => points.flatMap(({ x, y }) => [x, y])
const bboxOf = (box: Box | null | undefined) => (box ? [box.left, box.top, box.width, box.height] : [0, 0, 0, 0])

function valuesOf(node: Node): readonly [list: string, values: object] | null {
  const { mask, box, polygon, line, point } = node
  const region = (segmentation: object, area: number | null | undefined, bbox: Box | null | undefined) =>
    ['annotations', { segmentation, area, bbox: bboxOf(bbox), iscrowd: 0 }] as const
  if (mask) return mask.rle && region(mask.rle, mask.area, mask.boundingBox)
  if (point) return ['points', { point: [point.x, point.y] }]
  if (polygon && polygon.length >= 3) return region([flat(polygon)], node.area, box)
  if (polygon) return ['polylines', { points: flat(polygon), length: lengthOf(polygon) }]
  if (line && node.isClosed) return region([flat(line)], node.enclosedArea, box)
  if (line) return ['polylines', { points: flat(line), length: node.length }]
  if (!box) return null
  const [right, bottom] = [box.left + box.width, box.top + box.height].map(side => Math.min(side, Number.MAX_VALUE))
  const corners = [box.left, box.top, right, box.top, right, bottom, box.left, bottom]
  return region([corners], Math.min(box.width * box.height, Number.MAX_VALUE), box)
}

const lengthOf = ([one, other]: readonly Point[]) =>
  one && other ? Math.sqrt((other.x - one.x) ** 2 + (other.y - one.y) ** 2) : 0
