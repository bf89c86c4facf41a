import { buildSchema } from 'graphql'

/** The operations of Labelbox's GraphQL API that an export takes. */
export const EXPORT_SCHEMA = buildSchema(/* GraphQL */ `
  scalar JSON
  scalar UInt64

  type Query {
    user(where: WhereUniqueIdInput): User
    task(where: WhereUniqueIdInput): Task
  }

  type Mutation {
    exportDataRowsInProject(input: ExportDataRowsInProjectInput!): StartedExport
    exportDataRowsInCatalog(input: ExportDataRowsInCatalogInput!): StartedExport
  }

  type User {
    id: ID
    createdAt: String
    updatedAt: String
    email: String
    name: String
    nickname: String
    intercomHash: String
    isExternalUser: Boolean
    isViewer: Boolean
    picture: String
    timezone: String
    createdTasks(where: WhereUniqueIdInput, skip: Int, first: Int): [CreatedTask]
  }

  type CreatedTask {
    id: ID
    name: String
    type: String
    status: String
    completionPercentage: Float
    createdAt: String
    updatedAt: String
    result: JSON
    errors: JSON
    metadata: JSON
  }

  type Task {
    id: ID
    exportMetadataHeader(streamType: TaskStreamType!): ExportHeader
    exportFileFromOffset(streamType: TaskStreamType!, offset: UInt64!): ExportFile
  }

  enum TaskStreamType { RESULT ERRORS }

  type ExportHeader { totalSize: UInt64, totalLines: UInt64 }
  type ExportFile { offsets: ExportRange, lines: ExportRange, file: String }
  type ExportRange { start: UInt64, end: UInt64 }
  type StartedExport { taskId: ID, isStreamable: Boolean }

  input WhereUniqueIdInput { id: ID! }

  input ExportDataRowsInProjectInput {
    taskName: String
    isStreamableReady: Boolean
    streamable: Boolean
    filters: ProjectFilters!
    params: ExportParams!
  }

  input ExportDataRowsInCatalogInput {
    taskName: String
    isStreamableReady: Boolean
    streamable: Boolean
    filters: CatalogFilters!
    params: ExportParams!
  }

  input ProjectFilters { projectId: ID, searchQuery: SearchQuery }
  input CatalogFilters { searchQuery: SearchQuery }
  input SearchQuery { scope: JSON, query: [JSON!] }

  input ExportParams {
    mediaTypeOverride: String
    includeAttachments: Boolean
    includeEmbeddings: Boolean
    includeMetadata: Boolean
    includeDataRowDetails: Boolean
    includeProjectDetails: Boolean
    includePerformanceDetails: Boolean
    includeLabelDetails: Boolean
    includeInterpolatedFrames: Boolean
    includePredictions: Boolean
    projectIds: [ID!]
    modelRunIds: [ID!]
    allProjects: Boolean
    allModelRuns: Boolean
  }
`)
