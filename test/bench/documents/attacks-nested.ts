import { combine, type DocumentRequest, type Known, page, repeat, request } from './request.ts'

/** Page sizes that multiply down the document. */
export function nested({ projects, labels, dataRows }: Known): DocumentRequest[] {
  const sizes = combine([1000, 100], [1000, 100])
  const down = (text: string, depth: number, step: (inner: string) => string): string =>
    depth === 0 ? text : step(down(text, depth - 1, step))
  const pingPong = (depth: number) => down('id', depth, inner => `dataRow { labels { ${inner} } }`)
  const events = (depth: number) => down('id', depth, inner => `workflowEvents { dataRow { ${inner} } }`)
  const inProject = (depth: number, first: number) =>
    down('id', depth, inner => `project { ${page('labels', first, `dataRow { projects { ${inner} } }`)} }`)
  const points = 'annotations { id ... on PolylineAnnotation { line { x y } boundingBox { left top } } }'
  return [
    ...sizes.map(([a, b]) =>
      request(
        'nested pages',
        `{ ${page('labels', a, page('annotations', b, `label { ${page('annotations', b, 'id raw')} }`))} }`,
      ),
    ),
    ...sizes.map(([a, b]) =>
      request(
        'nested pages',
        `{ ${page('annotations', a, `label { ${page('annotations', b, `label { ${page('annotations', b, 'id')} }`)} }`)} }`,
      ),
    ),
    ...[1000, 500, 200, 50].flatMap(first => [
      request(
        'rows to points',
        `{ ${page('dataRows', first, `labels { groups { ${page('frames', 1000, points)} } }`)} }`,
      ),
      request(
        'rows to points',
        `{ ${page('labels', first, `raw groups { ${page('frames', 1000, `id classifications { raw } ${points}`)} }`)} }`,
      ),
      request(
        'annotations with everything',
        `{ ${page('annotations', first, 'id raw classifications { raw } label { raw } group { name } frame { number annotations { id raw } }')} }`,
      ),
    ]),
    ...combine([4, 6, 8, 12], [1000, 100]).map(([depth, first]) =>
      request('label and data row by turns', `{ ${page('labels', first, pingPong(depth))} }`),
    ),
    ...combine([3, 6, 11], [1000, 100]).map(([depth, first]) =>
      request('events and data row by turns', `{ ${page('dataRows', first, events(depth))} }`),
    ),
    ...combine([1, 2, 3], [1000, 100]).map(([depth, first]) =>
      request(
        'projects of labels of projects',
        `{ projects { nodes { labels(first: ${first}) { nodes { dataRow { projects { ${inProject(depth, first)} } } } } } } }`,
      ),
    ),
    request(
      'pages of a project',
      `{ project(id: "${projects[0]}") { ${page('dataRows', 1000, `raw labels { raw ${page('annotations', 1000, 'raw')} }`)} } }`,
    ),
    ...[100, 300].map(count =>
      request(
        'frames by alias',
        `{ label(id: "${labels[0]}") { group(name: "axial") { ${repeat(count, i => `f${i}: frame(number: ${i}) { id annotations { id raw } }`)} } } }`,
      ),
    ),
    ...[100, 300].map(count =>
      request(
        'frame pages by alias',
        `{ label(id: "${labels[0]}") { groups { ${repeat(count, i => `f${i}: ${page('frames', 1000, 'annotations { id }')}`)} } } }`,
      ),
    ),
    request(
      'features of a page of labels',
      `{ ${page('labels', 1000, 'groups { features { name segments { start end } keyFrames } }')} }`,
    ),
    request(
      'raw of everything',
      `{ ${page('dataRows', 1000, 'raw projects { raw } labels { raw } workflowEvents { raw }')} }`,
    ),
    request(
      'up and down an annotation',
      `{ ${page('annotations', 1000, `frame { group { label { groups { ${page('frames', 100, 'annotations { id }')} } } } }`)} }`,
    ),
    request(
      'siblings of siblings',
      `{ dataRow(id: "${dataRows[0]}") { labels { ${repeat(20, i => `a${i}: dataRow { labels { ${page('annotations', 1000, 'id raw')} } }`)} } } }`,
    ),
  ]
}
