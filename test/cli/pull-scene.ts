import { join } from 'node:path'
import { type DemoOptions, demoContent, type UpstreamContent, writeDemoExport } from '../../src/demo/index.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore } from '../../src/store/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A small demo that has remote groups, masks at every kind of address, and composites shared by several masks. */
const SMALL: DemoOptions = { dataRows: 4, v1Records: 5 }

/** The demo in a store without fetched frames and masks, and the upstream that has them. */
export async function openPullScene(demo = SMALL) {
  await using opening = new AsyncDisposableStack()
  const answered = createAnswerCount()
  const emulator = await openEmulator({ content: origin => answered.counting(demoContent({ ...demo, origin })) })
  opening.defer(() => emulator.close())
  const folder = opening.use(await temporaryFolder())
  const storePath = join(folder.path, 'slicegraph.db')
  const store = await openStore(`sqlite:${storePath}`)
  const files = await writeDemoExport(join(folder.path, 'exports'), { ...demo, origin: emulator.origin })
  await ingestExports({ store, files: await listExports(files) })
  await store.close()
  const opened = opening.move()
  return {
    emulator,
    folder: folder.path,
    storePath,
    /** The environment of a child process that may fetch. */
    env: { LABELBOX_API_KEY: emulator.key, SLICEGRAPH_UPSTREAM_ORIGINS: emulator.origin },
    /** Resolves after this many more requests with the key or a token. */
    afterAnswers: answered.after,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

export type PullScene = Awaited<ReturnType<typeof openPullScene>>

/** The paths requested since the requests were cleared. */
export const pathsAsked = ({ emulator }: PullScene) => new Set(emulator.counts.keys())

function createAnswerCount() {
  let count = 0
  let waiting: { readonly at: number; readonly resolve: () => void } | null = null

  function note(): void {
    count += 1
    if (waiting && count >= waiting.at) waiting.resolve()
  }

  return {
    counting: (content: UpstreamContent): UpstreamContent => ({
      frames(...place) {
        note()
        return content.frames(...place)
      },
      mask(...place) {
        note()
        return content.mask(...place)
      },
      composite(...place) {
        note()
        return content.composite(...place)
      },
    }),
    after(more: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting = { at: count + more, resolve }
      return promise
    },
  }
}
