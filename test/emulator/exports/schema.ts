import { extendSchema, parse } from 'graphql'
import { EXPORT_SCHEMA } from '../../../src/demo/upstream/exports/schema.ts'

/** Labelbox's operations with the older call. */
export const EMULATED_SCHEMA = extendSchema(
  EXPORT_SCHEMA,
  parse(/* GraphQL */ `
    extend type Mutation {
      exportLabels(data: ExportLabelsInput!): LabelExport
    }

    input ExportLabelsInput { projectId: ID!, filters: ExportLabelsFilters }
    input ExportLabelsFilters { labelCreatedAt: DateRange, lastActivityAt: DateRange }
    input DateRange { start: String, end: String }
    type LabelExport { downloadUrl: String, createdAt: String, shouldPoll: Boolean }
  `),
)
