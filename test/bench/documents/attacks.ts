import { nested } from './attacks-nested.ts'
import { filters, scans } from './attacks-scanning.ts'
import { combine, type DocumentRequest, type Known, LISTS, page, repeat, request } from './request.ts'

/*
 * Documents that a client sends to stop or kill a server. Most of them are valid and small. Each class comes in several
 * sizes, since a limit that stops the largest may let one of half the size through.
 */

/** 200 documents and more. */
export function attackDocuments(known: Known): DocumentRequest[] {
  return [...nested(known), ...wide(known), ...scans(), ...filters(known), ...malformed(known)]
}

/** Many fields side by side. */
function wide({ dataRows, labels }: Known): DocumentRequest[] {
  const alias = (count: number, field: (i: number) => string) => `{ ${repeat(count, i => `a${i}: ${field(i)}`)} }`
  const ids = (count: number, of: readonly string[]) => Array.from({ length: count }, (_, i) => of[i % of.length])
  const nodes = 'query($ids: [ID!]!) { nodes(ids: $ids)'
  return [
    ...combine([50, 150, 300], LISTS).map(([count, list]) =>
      request(
        'aliases of a full page',
        alias(count, () => page(list, 1000, 'id')),
      ),
    ),
    ...combine([10, 25, 100], ['AREA', 'LENGTH', 'NAME', 'FRAME_NUMBER']).map(([count, field]) =>
      request(
        'aliases of a sorted list',
        alias(count, () => page('annotations', 10, 'id', `, orderBy: [{ field: ${field}, direction: DESC }]`)),
      ),
    ),
    ...combine([25, 100], LISTS).map(([count, list]) =>
      request(
        'aliases of a count',
        alias(count, i =>
          `${list}(first: 0, filter: { not: { createdBy: { contains: "${i}" } } }) { totalCount }`.replace(
            'dataRowProjects(first: 0, filter: { not: { createdBy',
            'dataRowProjects(first: 0, filter: { not: { batchName',
          ),
        ),
      ),
    ),
    ...[1000, 3000, 5000].flatMap(count => [
      request('nodes of many ids', `${nodes} { id } }`, { ids: ids(count, dataRows) }),
      request(
        'nodes of many ids',
        `${nodes} { id ... on Label { raw groups { ${page('frames', 1000, 'annotations { id }')} } } } }`,
        { ids: ids(count, labels) },
      ),
    ]),
    ...[100, 400].map(count =>
      request('nodes by alias', `query($ids: [ID!]!) { ${repeat(count, i => `a${i}: nodes(ids: $ids) { id }`)} }`, {
        ids: ids(1000, labels),
      }),
    ),
    ...[100, 1000].map(count =>
      request(
        'root fields by alias',
        alias(count, i => `dataRow(id: "${dataRows[i % dataRows.length]}") { id }`),
      ),
    ),
    ...[20, 100].map(count =>
      request(
        'introspection by alias',
        alias(count, () => '__schema { types { name fields { name type { name } } } }'),
      ),
    ),
    request('deep introspection', `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} }'.repeat(8)} } } }`),
    ...[10, 20, 30].map(depth => request('doubling fragments', doubling(depth))),
    ...[100, 1000].map(count =>
      request(
        'directives on a field',
        `{ ${page(
          'labels',
          1000,
          repeat(count, () => 'id @include(if: true)'),
        )} }`,
      ),
    ),
    ...[500, 2000].map(count =>
      request(
        'one field many times',
        `{ ${page(
          'labels',
          1000,
          repeat(count, () => 'createdAt'),
        )} }`,
      ),
    ),
  ]
}

function doubling(depth: number): string {
  const fragments = repeat(
    depth,
    i => `fragment F${i} on Label { ...F${i + 1} a${i}: dataRow { labels { ...F${i + 1} } } }`,
  )
  return `{ ${page('labels', 100, '...F0')} } ${fragments} fragment F${depth} on Label { id }`
}

/** Documents and bodies that no well-meaning client sends. */
function malformed({ labels }: Known): DocumentRequest[] {
  return [
    ...[1001, 1e9, -1, 2 ** 31].map(first => request('page size', `{ labels(first: ${first}) { nodes { id } } }`)),
    ...[40, 400, 4000].map(depth =>
      request(
        'depth',
        `{ label(id: "${labels[0]}") ${'{ dataRow { labels '.repeat(depth)}{ id }${'} }'.repeat(depth)} }`,
      ),
    ),
    ...[2, 2000].map(count => request('unknown fields', `{ ${repeat(count, i => `nothing${i}`)} }`)),
    { name: 'large body', body: JSON.stringify({ query: `{ ${repeat(40_000, i => `a${i}: __typename`)} }` }) },
    { name: 'large body', body: JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(2e6) } }) },
    {
      name: 'deep variables',
      body: `{"query":"query($f: LabelFilter) { labels(filter: $f) { totalCount } }","variables":{"f":${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}}}`,
    },
    {
      name: 'batch',
      body: JSON.stringify(Array.from({ length: 500 }, () => ({ query: '{ labels { totalCount } }' }))),
    },
    { name: 'not JSON', body: '['.repeat(100_000) },
    request(
      'fragment cycle',
      '{ labels { nodes { ...A } } } fragment A on Label { ...B } fragment B on Label { ...A }',
    ),
    request(
      'forged cursor',
      `{ labels(after: "${Buffer.from(JSON.stringify(['label', 'x'.repeat(50_000)])).toString('base64url')}") { nodes { id } } }`,
    ),
    request(
      'escaped strings',
      `{ labels(filter: { createdBy: { contains: "${'%_'.repeat(20_000)}" } }) { totalCount } }`,
    ),
  ]
}
