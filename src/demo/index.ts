export { type DemoOptions, demoExport, writeDemoExport } from './demo-export.ts'
export { demoContent, type UpstreamContent } from './upstream/demo-content.ts'
export { type DemoExports, demoExports, type ExportAccount } from './upstream/exports/account.ts'
export { openDemoUpstream } from './upstream/open-demo-upstream.ts'
