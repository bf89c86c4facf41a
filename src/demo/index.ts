export { type DemoOptions, demoExport, writeDemoExport } from './demo-export.ts'
export { demoContent, type UpstreamContent } from './upstream/demo-content.ts'
export { openDemoUpstream } from './upstream/open-demo-upstream.ts'
