/* Labelbox's protocol for running an export, apart from the formats: queries need none of it. */
export { createExportClient, type ExportClient, type ExportClientOptions } from './export-client.ts'
export { checkRequest } from './export-input.ts'
