import { combine, type DocumentRequest, type Known, page, repeat, request } from './request.ts'

/** Passes over whole tables. */
export function scans(): DocumentRequest[] {
  const summary = '{ count sum mean min max median p95 }'
  const stats = [
    `labelStats(groupBy: [CREATED_BY, DAY]) { createdBy period labelCount secondsToCreate ${summary} consensusScore ${summary} }`,
    `annotationStats(groupBy: [NAME, GROUP, CREATED_BY]) { name annotationCount featureCount frameCount labelCount area ${summary} length ${summary} }`,
    `annotationStats(groupBy: [DAY]) { period featureCount frameCount length ${summary} }`,
    `workflowStats(groupBy: [CREATED_BY, ACTION]) { createdBy eventCount dataRowCount secondsInPreviousTask ${summary} }`,
    `dataRowProjectStats(groupBy: [PROJECT, TASK, BATCH]) { taskName dataRowCount unlabelledCount labelCount oldestInTaskSince }`,
  ]
  const dimensions = ['PROJECT', 'DATASET', 'CREATED_BY', 'NAME', 'ANNOTATION_KIND', 'GROUP', 'DAY']
  return [
    ...combine([1, 10, 50], stats).map(([count, field]) =>
      request('aliased stats with medians', `{ ${repeat(count, i => `a${i}: ${field}`)} }`),
    ),
    ...[8, 500].map(count =>
      request(
        'dimensions many times',
        'query($by: [AnnotationDimension!]!) { annotationStats(groupBy: $by) { annotationCount } }',
        {
          by: Array.from({ length: count }, (_, i) => dimensions[i % dimensions.length]),
        },
      ),
    ),
    request(
      'more groups than rows may be',
      '{ annotationStats(groupBy: [CREATED_BY, NAME, GROUP, DAY]) { annotationCount } }',
    ),
    ...combine([9, 100, 500], ['annotations', 'labels']).map(([count, list]) =>
      request(
        'many sort fields',
        `{ ${page(list, 10, 'id', `, orderBy: [${repeat(count, i => `{ field: ${fieldOf(list, i)}, direction: DESC }`)}]`)} }`,
      ),
    ),
    ...combine(['name', 'groupName', 'featureId'], [1, 20]).map(([field, count]) =>
      request(
        'text within text, sorted',
        `{ ${repeat(count, i => `a${i}: annotations(last: 100, filter: { ${field === 'featureId' ? `featureId: { ne: "${i}" }` : `${field}: { contains: "${'e'.repeat((i % 3) + 1)}" }`} }, orderBy: [{ field: LENGTH }]) { totalCount nodes { id } }`)} }`,
      ),
    ),
    ...[1, 10].map(count =>
      request(
        'a far page backwards',
        `{ ${repeat(count, i => `a${i}: annotations(last: 1000, orderBy: [{ field: AREA }]) { nodes { id raw } pageInfo { hasNextPage hasPreviousPage } }`)} }`,
      ),
    ),
  ]
}

const fieldOf = (list: string, i: number) => {
  const fields =
    list === 'annotations'
      ? ['LENGTH', 'AREA', 'NAME', 'FRAME_NUMBER']
      : ['CREATED_AT', 'UPDATED_AT', 'SECONDS_TO_CREATE']
  return fields[i % fields.length]
}

/** Conditions of which each costs a pass or a search. */
export function filters({ labels, dataRows }: Known): DocumentRequest[] {
  const ask = (name: string, list: string, type: string, filter: object) =>
    request(name, `query($f: ${type}!) { ${list}(first: 10, filter: $f) { totalCount nodes { id } } }`, { f: filter })
  const many = (count: number, each: (i: number) => object) => Array.from({ length: count }, (_, i) => each(i))
  const text = (i: number) => ({ contains: `x${i}` })
  const nest = (depth: number, inner: object, ...names: string[]): object =>
    names.length === 0 || depth === 0
      ? inner
      : { [names[depth % names.length] as string]: nest(depth - 1, inner, ...names) }
  return [
    ...[100, 1000, 2000, 5000].flatMap(count => [
      ask('many alternatives', 'dataRows', 'DataRowFilter', { or: many(count, i => ({ globalKey: text(i) })) }),
      ask('many alternatives', 'annotations', 'AnnotationFilter', { or: many(count, i => ({ name: text(i) })) }),
      ask('many alternatives', 'labels', 'LabelFilter', { or: many(count, i => ({ createdBy: text(i) })) }),
      ask('many classification filters', 'labels', 'LabelFilter', {
        or: many(Math.min(count, 2000), i => ({ classification: { answer: text(i) } })),
      }),
      ask('many classification filters', 'annotations', 'AnnotationFilter', {
        or: many(Math.min(count, 2000), i => ({ classification: { text: text(i) } })),
      }),
      ask('many metadata filters', 'dataRows', 'DataRowFilter', {
        or: many(Math.min(count, 2000), i => ({ metadata: { schemaName: 'tag', text: text(i) } })),
      }),
    ]),
    ...combine([10, 100], [1000, 5000]).flatMap(([count, size]) => [
      request(
        'long lists by alias',
        `query($ids: [ID!]) { ${repeat(count, i => `a${i}: annotations(first: 1, filter: { labelId: { in: $ids } }) { totalCount nodes { id } }`)} }`,
        { ids: Array.from({ length: size }, (_, i) => labels[i % labels.length]) },
      ),
      request(
        'long lists by alias',
        `query($ids: [ID!]) { ${repeat(count, i => `a${i}: labels(first: 1, filter: { not: { dataRowId: { in: $ids } } }) { totalCount }`)} }`,
        { ids: Array.from({ length: size }, (_, i) => dataRows[i % dataRows.length]) },
      ),
    ]),
    ...[3, 5, 7].flatMap(depth => [
      ask(
        'relations within relations',
        'labels',
        'LabelFilter',
        nest(depth, { createdBy: text(1) }, ...(depth % 2 ? ['label', 'dataRow'] : ['dataRow', 'label'])),
      ),
      ask('relations within relations', 'annotations', 'AnnotationFilter', {
        label: nest(depth - 1, {}, 'label', 'dataRow'),
      }),
      ask('relations within relations', 'dataRows', 'DataRowFilter', {
        label: { annotation: { label: { annotation: { name: text(depth) } } } },
      }),
      ask(
        'negations within negations',
        'dataRows',
        'DataRowFilter',
        nest(depth, { label: { annotation: { name: text(0) } } }, 'not'),
      ),
      ask('relations side by side', 'dataRows', 'DataRowFilter', {
        and: many(depth * 30, i => ({ label: { annotation: { classification: { text: text(i) } } } })),
      }),
    ]),
  ]
}
