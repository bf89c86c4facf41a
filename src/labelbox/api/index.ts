/* The vendor's protocol for running an export. Apart from the formats: answering queries needs none of it. */
export { createExportClient, type ExportClient, type ExportClientOptions } from './export-client.ts'
export { checkRequest } from './export-input.ts'
