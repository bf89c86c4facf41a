import { readFileSync } from 'node:fs'
import { getIntrospectionQuery } from 'graphql'
import { blocksOf } from '../../docs/documents.ts'
import { combine, type DocumentRequest, type Known, LISTS, repeat, request } from './request.ts'

/*
 * Documents that people and their tools send. No limit may refuse them.
 */

/** 150 documents and more. */
export function legitimateDocuments(known: Known): DocumentRequest[] {
  return [...written(known), ...tools(known), ...dashboards(known), ...viewers(known), ...lists(known)]
}

/** Those of the documentation, of `test/queries` and of the benchmark. */
function written({ globalKeys, labels, projects }: Known): DocumentRequest[] {
  const pages = ['README.md', 'docs/clients.md', 'docs/exports-and-sync.md']
  const documented = pages.flatMap(page =>
    blocksOf(page)
      .filter(({ language, text }) => language === 'graphql' && text.trimStart().startsWith('{'))
      .map(({ text }) => request(`documented in ${page}`, text)),
  )
  const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const query = (name: string, variables: object) =>
    request(`query ${name}`, file(`../../queries/${name}.graphql`), variables)
  const operation = (name: string, variables: object) =>
    request(`operation ${name}`, file(`../operations/${name}.graphql`), { since: '1990-01-01', ...variables })
  return [
    ...documented,
    query('annotations-by-class', { projectId: projects[0] }),
    query('disagreement', { below: 0.8 }),
    ...globalKeys.slice(0, 5).map(globalKey => query('drill-down', { globalKey })),
    query('queue-depth', { projectIds: projects }),
    operation('list', {}),
    ...labels.slice(0, 5).map(label => operation('deep', { label })),
    operation('filter', { createdBy: 'annotator.1@example.com', until: '2024-11-01' }),
    operation('aggregate', {}),
  ]
}

function tools({ labels, dataRows }: Known): DocumentRequest[] {
  const ref = (depth: number): string => (depth === 0 ? 'kind name' : `kind name ofType { ${ref(depth - 1)} }`)
  const studio = `query IntrospectionQuery { __schema { queryType { name kind } mutationType { name kind } subscriptionType { name kind }
    types { kind name description specifiedByURL fields(includeDeprecated: true) { name description
      args(includeDeprecated: true) { name description type { ${ref(9)} } defaultValue isDeprecated deprecationReason }
      type { ${ref(9)} } isDeprecated deprecationReason }
      inputFields(includeDeprecated: true) { name description type { ${ref(9)} } defaultValue isDeprecated deprecationReason }
      interfaces { ${ref(9)} } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { ${ref(9)} } }
    directives { name description isRepeatable locations args { name description type { ${ref(9)} } defaultValue } } } }`
  const options = { descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true }
  return [
    request('introspection of GraphiQL', getIntrospectionQuery({ ...options, inputValueDeprecation: true })),
    request('introspection of Studio', studio),
    request('introspection of code generators', getIntrospectionQuery(options)),
    request('introspection of code generators', getIntrospectionQuery({ descriptions: false })),
    request('introspection of code generators', getIntrospectionQuery({ ...options, oneOf: true })),
    request('typename', '{ __typename }'),
    request('a type by name', '{ __type(name: "Label") { name fields { name type { name kind ofType { name } } } } }'),
    ...[...labels.slice(0, 4), ...dataRows.slice(0, 4)].map(id =>
      request(
        'Relay refetch',
        'query($id: ID!) { node(id: $id) { __typename id ... on Label { createdBy groups { id name } } ... on DataRow { globalKey labels { id } } } }',
        { id },
      ),
    ),
    ...combine(LISTS, [10, 50]).map(([list, first]) =>
      request(
        'Relay connection',
        `query($first: Int, $after: String) { ${list}(first: $first, after: $after) { edges { cursor node { __typename id } } pageInfo { endCursor hasNextPage hasPreviousPage startCursor } } }`,
        { first },
      ),
    ),
    request(
      'nodes of a cache',
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Label { createdAt } } }',
      { ids: labels.slice(0, 100) },
    ),
  ]
}

function dashboards({ projects }: Known): DocumentRequest[] {
  const summary = '{ count mean median p95 }'
  const labelDimensions = ['PROJECT', 'DATASET', 'CREATED_BY', 'LABEL_KIND', 'WORKFLOW_STATUS', 'DAY', 'WEEK', 'MONTH']
  const annotationDimensions = ['PROJECT', 'NAME', 'ANNOTATION_KIND', 'GROUP', 'MONTH']
  const workflowDimensions = ['PROJECT', 'ACTION', 'PREVIOUS_TASK', 'NEXT_TASK', 'WEEK']
  const queueDimensions = ['PROJECT', 'DATASET', 'BATCH', 'WORKFLOW_STATUS', 'TASK', 'PRIORITY']
  return [
    ...labelDimensions.map(by =>
      request(
        'panel of labels',
        `{ labelStats(groupBy: [${by}]) { createdBy period labelCount skippedCount secondsToCreate ${summary} } }`,
      ),
    ),
    ...['DAY', 'WEEK', 'MONTH'].map(by =>
      request(
        'throughput',
        `{ labelStats(groupBy: [CREATED_BY, ${by}], timeZone: "Europe/Berlin") { createdBy period labelCount } }`,
      ),
    ),
    ...annotationDimensions.map(by =>
      request(
        'panel of annotations',
        `{ annotationStats(groupBy: [${by}]) { name group annotationCount labelCount length ${summary} } }`,
      ),
    ),
    ...workflowDimensions.map(by =>
      request(
        'panel of events',
        `{ workflowStats(groupBy: [${by}]) { action eventCount secondsInPreviousTask ${summary} } }`,
      ),
    ),
    ...queueDimensions.map(by =>
      request(
        'panel of the queue',
        `{ dataRowProjectStats(groupBy: [${by}]) { taskName workflowStatus dataRowCount unlabelledCount oldestInTaskSince } }`,
      ),
    ),
    request(
      'a whole dashboard',
      `query($p: ID) {
        perDay: labelStats(groupBy: [DAY], filter: { projectId: { eq: $p } }) { period labelCount secondsToCreate { median } }
        perPerson: labelStats(groupBy: [CREATED_BY], filter: { projectId: { eq: $p } }) { createdBy labelCount secondsToCreate { mean p95 } }
        classes: annotationStats(groupBy: [NAME, GROUP], filter: { projectId: { eq: $p } }) { name group annotationCount }
        rework: workflowStats(groupBy: [ACTION], filter: { projectId: { eq: $p } }) { action eventCount }
        queue: dataRowProjectStats(groupBy: [TASK], filter: { projectId: { eq: $p } }) { taskName dataRowCount oldestInTaskSince }
        newest: labels(first: 20, orderBy: [{ field: CREATED_AT, direction: DESC }], filter: { projectId: { eq: $p } }) { totalCount nodes { id createdAt createdBy dataRow { globalKey } } }
      }`,
      { p: projects[0] },
    ),
    ...projects.map(id =>
      request(
        'a project',
        'query($id: ID!) { project(id: $id) { id name dataRows(first: 20) { totalCount nodes { id globalKey } } labels(first: 20) { totalCount nodes { id } } } }',
        { id },
      ),
    ),
    request(
      'sparklines',
      `{ ${repeat(12, i => `m${i}: labelStats(filter: { createdAt: { gte: "2024-${String(i + 1).padStart(2, '0')}-01" } }) { labelCount }`)} }`,
    ),
  ]
}

const POINTS = `id name annotationKind ... on PolylineAnnotation { line { x y } length boundingBox { left top width height } }
  ... on MaskAnnotation { mask { url sourceUrl colorRgb } }`

function viewers({ dataRows, globalKeys, labels }: Known): DocumentRequest[] {
  const rowToPoint = `{ id globalKey externalId createdAt metadata { schemaName value } projects { taskName workflowStatus project { name } }
    labels { id createdBy createdAt reviews { score } classifications { name text answers { name } }
      groups { id key name frameCount features { featureId name segments { start end } keyFrames }
        frames(first: 100) { nodes { id number annotations { ${POINTS} classifications { name answers { name } } } } } } }
    workflowEvents { action createdAt createdBy previousTaskName nextTaskName } }`
  return [
    ...dataRows
      .slice(0, 8)
      .map(id => request('row to point', `query($id: ID!) { dataRow(id: $id) ${rowToPoint} }`, { id })),
    ...globalKeys
      .slice(0, 8)
      .map(key =>
        request('row to point', `query($key: String!) { dataRowByGlobalKey(globalKey: $key) ${rowToPoint} }`, { key }),
      ),
    ...labels
      .slice(0, 8)
      .map(id =>
        request(
          'annotations of a label',
          `query($id: ID!) { label(id: $id) { annotations(first: 200) { totalCount nodes { ${POINTS} frame { number } group { name } } } } }`,
          { id },
        ),
      ),
    ...['axial', 'sagittal', 'coronal'].map(plane =>
      request(
        'a plane',
        `{ label(id: "${labels[0]}") { group(name: "${plane}") { frames(first: 20) { nodes { number annotations { ${POINTS} } } pageInfo { endCursor hasNextPage } } } } }`,
      ),
    ),
    ...[10, 50, 100].map(count =>
      request(
        'data rows by alias',
        `{ ${repeat(count, i => `r${i}: dataRow(id: "${dataRows[i % dataRows.length]}") { id globalKey }`)} }`,
      ),
    ),
    ...[10, 50, 100].map(count =>
      request(
        'labels by alias',
        `{ ${repeat(count, i => `l${i}: label(id: "${labels[i % labels.length]}") { id createdBy createdAt secondsToCreate }`)} }`,
      ),
    ),
    request('raw of a data row', `{ dataRow(id: "${dataRows[0]}") { raw labels { raw } workflowEvents { raw } } }`),
  ]
}

function lists({ projects }: Known): DocumentRequest[] {
  const sorted = (list: string, fields: readonly string[]) =>
    combine(fields, ['ASC', 'DESC']).map(([field, direction]) =>
      request(
        'a sorted list',
        `{ ${list}(first: 50, orderBy: [{ field: ${field}, direction: ${direction} }]) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
      ),
    )
  const worklist = `id dataRow { globalKey externalId } taskName workflowStatus priority inTaskSince labels { id createdBy createdAt }`
  return [
    ...LISTS.map(list => request('a count', `{ ${list}(first: 0) { totalCount } }`)),
    ...LISTS.map(list =>
      request('ids of a full page', `{ ${list}(first: 1000) { nodes { id } pageInfo { endCursor hasNextPage } } }`),
    ),
    ...sorted('dataRows', ['CREATED_AT', 'UPDATED_AT', 'LAST_ACTIVITY_AT', 'GLOBAL_KEY']),
    ...sorted('labels', ['CREATED_AT', 'SECONDS_TO_CREATE', 'CONSENSUS_SCORE']),
    ...sorted('dataRowProjects', ['PRIORITY', 'IN_TASK_SINCE']),
    ...sorted('annotations', ['AREA', 'LENGTH']),
    ...[20, 50, 100].map(first =>
      request(
        'a worklist',
        `{ dataRowProjects(first: ${first}, filter: { workflowStatus: { eq: "IN_REVIEW" } }, orderBy: [{ field: PRIORITY }]) { totalCount nodes { ${worklist} } } }`,
      ),
    ),
    ...projects.map(id =>
      request(
        'labels of a project',
        `{ labels(first: 100, filter: { projectId: { eq: "${id}" }, dataRow: { globalKey: { startsWith: "bench" } } }) { totalCount nodes { id dataRow { globalKey } } } }`,
      ),
    ),
    request(
      'a search',
      '{ dataRows(first: 20, filter: { or: [{ globalKey: { contains: "12" } }, { externalId: { contains: "12" } }] }) { totalCount nodes { id globalKey } } }',
    ),
    request(
      'by classification',
      '{ labels(first: 20, filter: { classification: { name: { eq: "Image quality" }, answer: { eq: "Poor" } } }) { totalCount nodes { id } } }',
    ),
    request(
      'by metadata',
      '{ dataRows(first: 20, filter: { metadata: { schemaName: "tag", text: { eq: "tag-7" } } }) { totalCount nodes { id metadata { schemaName value } } } }',
    ),
    request(
      'large annotations',
      '{ annotations(first: 50, filter: { name: { eq: "Lesion" }, length: { gte: 50 } }) { nodes { id label { id createdBy } } } }',
    ),
    request(
      'exports',
      '{ exports { nodes { id source loadedAt recordCount labelCount rejects(first: 5) { nodes { line reason } } } } exportTasks { nodes { id } } }',
    ),
  ]
}
