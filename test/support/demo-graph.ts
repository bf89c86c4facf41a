import { type DemoOptions, demoContent, writeDemoExport } from '../../src/demo/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { openGraph } from './graph.ts'

/** The graph over the demo export, with the upstream that serves its frames and masks. */
export async function openDemoGraph(options: Omit<DemoOptions, 'origin'> = {}) {
  await using opening = new AsyncDisposableStack()
  const emulator: Emulator = await openEmulator({ content: origin => demoContent({ ...options, origin }) })
  opening.defer(() => emulator.close())
  const graph = opening.use(await openGraph([], { upstream: { key: emulator.key, origins: [emulator.origin] } }))
  await graph.load(await writeDemoExport(graph.folder.file('demo'), { ...options, origin: emulator.origin }))
  const opened = opening.move()
  const close = () => opened.disposeAsync()
  return { ...graph, emulator, close, [Symbol.asyncDispose]: close }
}
