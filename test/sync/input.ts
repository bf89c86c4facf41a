import type { ExportInput } from '../../src/model/index.ts'

/** Everything that the catalog holds. */
export const INPUT: ExportInput = {
  scope: { catalog: true },
  incremental: false,
  filters: {},
  params: {
    attachments: true,
    metadataFields: true,
    dataRowDetails: true,
    projectDetails: true,
    labelDetails: true,
    performanceDetails: true,
    interpolatedFrames: false,
    embeddings: false,
  },
}
