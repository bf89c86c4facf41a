export { type Emulator, type EmulatorOptions, type ExportingEmulator, openEmulator } from './emulator.ts'
export { CODES, type Code } from './exports/codes.ts'
export { type DemoExports, demoExports } from './exports/demo-exports.ts'
export {
  type ExportFault,
  type ExportFaultName,
  type ExportFaultPlace,
  exportFaultNames,
} from './exports/export-faults.ts'
export type { BegunExport } from './exports/misbehaving-root.ts'
export type { ExportControls } from './exports/open-exports.ts'
export type { EmulatedExports, ExportSettings } from './exports/settings.ts'
export { type Fault, type FaultName, faultNames } from './faults.ts'
export type { EmulatedRequest } from './requests.ts'
