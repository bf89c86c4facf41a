import type { LoadOptions, StoreWriter } from '../loads.ts'
import { prepareBatch } from '../prepare.ts'
import { openForWriting } from './connection.ts'
import { openSqliteLoad } from './loader.ts'
import { openThreadedLoad } from './threaded-load.ts'

/** Opens a load into the store at this path: a large one in a thread of its own. */
export async function openLoad(path: string, options: LoadOptions): Promise<StoreWriter> {
  return options.large ? openThreadedLoad(path, options) : openLoadHere(path, options)
}

async function openLoadHere(path: string, options: LoadOptions): Promise<StoreWriter> {
  const connection = openForWriting(path)
  try {
    const load = await openSqliteLoad(connection, options)
    return {
      put: async records => {
        const { packs, batch } = prepareBatch(records)
        load.write([load.pack(packs)], () => batch)
      },
      publish: async finished => load.publish(finished),
      abandon: () => load.abandon(),
    }
  } catch (error) {
    connection.close()
    throw error
  }
}
