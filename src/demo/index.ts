export { benchExport } from './bench-export.ts'
export { type DemoOptions, demoExport, writeDemoExport } from './demo-export.ts'
export type { EmulatedContent } from './upstream/content.ts'
export { demoContent } from './upstream/demo-content.ts'
export { type Emulator, type EmulatorOptions, type ExportingEmulator, openEmulator } from './upstream/emulator.ts'
export { CODES, type Code } from './upstream/exports/coded-error.ts'
export { type DemoExports, demoExports } from './upstream/exports/demo-exports.ts'
export type { EmulatedExports, ExportSettings } from './upstream/exports/emulated-exports.ts'
export {
  type ExportFault,
  type ExportFaultName,
  type ExportFaultPlace,
  exportFaultNames,
} from './upstream/exports/export-faults.ts'
export type { BegunExport, ExportControls } from './upstream/exports/open-exports.ts'
export { type Fault, type FaultName, faultNames } from './upstream/faults.ts'
export type { EmulatedRequest } from './upstream/requests.ts'
