export { benchExport } from './bench-export.ts'
export { type DemoOptions, demoExport, writeDemoExport } from './demo-export.ts'
