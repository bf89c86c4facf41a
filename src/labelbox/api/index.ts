/* Labelbox's protocol for running an export, apart from the formats: queries need none of it. */

export { checkRequest } from './check-request.ts'
export { createExportClient, type ExportClient, type ExportClientOptions } from './export-client.ts'
