import { buildSchema } from 'graphql'

const START = 'taskName: String, isStreamableReady: Boolean, streamable: Boolean, params: ExportParams!'

/** The operations of Labelbox's GraphQL API that an export takes. */
export const EXPORT_SCHEMA = buildSchema(`
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
    id: ID, createdAt: String, updatedAt: String, email: String, name: String, nickname: String, picture: String
    intercomHash: String, isExternalUser: Boolean, isViewer: Boolean, timezone: String
    createdTasks(where: WhereUniqueIdInput, skip: Int, first: Int): [CreatedTask]
  }
  type CreatedTask {
    id: ID, name: String, type: String, status: String, completionPercentage: Float
    createdAt: String, updatedAt: String, result: JSON, errors: JSON, metadata: JSON
  }
  type Task {
    id: ID
    exportMetadataHeader(streamType: TaskStreamType!): ExportHeader
    exportFileFromOffset(streamType: TaskStreamType!, offset: UInt64!): ExportFile
  }
  enum TaskStreamType { RESULT, ERRORS }
  type ExportHeader { totalSize: UInt64, totalLines: UInt64 }
  type ExportFile { offsets: ExportRange, lines: ExportRange, file: String }
  type ExportRange { start: UInt64, end: UInt64 }
  type StartedExport { taskId: ID, isStreamable: Boolean }
  input WhereUniqueIdInput { id: ID! }
  input ExportDataRowsInProjectInput { ${START}, filters: ProjectFilters! }
  input ExportDataRowsInCatalogInput { ${START}, filters: CatalogFilters! }
  input ProjectFilters { projectId: ID, searchQuery: SearchQuery }
  input CatalogFilters { searchQuery: SearchQuery }
  input SearchQuery { scope: JSON, query: [JSON!] }
  input ExportParams {
    mediaTypeOverride: String, projectIds: [ID!], modelRunIds: [ID!], allProjects: Boolean, allModelRuns: Boolean
    includeAttachments: Boolean, includeEmbeddings: Boolean, includeMetadata: Boolean, includeDataRowDetails: Boolean
    includeProjectDetails: Boolean, includePerformanceDetails: Boolean, includeLabelDetails: Boolean
    includeInterpolatedFrames: Boolean, includePredictions: Boolean
  }
`)
