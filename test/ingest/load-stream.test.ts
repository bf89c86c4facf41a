import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { SlicegraphError } from '../../src/errors.ts'
import { loadStream } from '../../src/ingest/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const ROW = '{"data_row":{"id":"row"},"projects":{}}\n'

function load(store: Store) {
  const bytes = (async function* () {
    yield Buffer.from(ROW)
  })()
  return loadStream({ store, bytes, source: 'a test', signal: AbortSignal.timeout(60_000), note: async () => {} })
}

suite('loading a stream', () => {
  test('waits while another load holds the lease', async () => {
    await using folder = await temporaryFolder()
    const store = await openStore(`sqlite:${folder.file('store.db')}`)
    const first = await store.openLoad({ holder: 'another', rawContainers: new Set() })
    const second = load(store)
    const early = await Promise.race([second.then(() => 'loaded'), pause(100, 'waiting')])
    assert.equal(early, 'waiting')
    await first.abandon()
    assert.equal((await second).recordCount, 1)
    await store.close()
  })

  test('waits while another program locks the store', async () => {
    await using folder = await temporaryFolder()
    const store = await openStore(`sqlite:${folder.file('store.db')}`)
    let asked = 0
    const openLoad: Store['openLoad'] = async options => {
      asked++
      if (asked === 1) throw new SlicegraphError('STORE_BUSY', 'The store is locked.')
      return store.openLoad(options)
    }
    assert.equal((await load({ ...store, openLoad })).recordCount, 1)
    assert.equal(asked, 2)
    await store.close()
  })

  test('does not wait when the writing thread has ended', async () => {
    await using folder = await temporaryFolder()
    const store = await openStore(`sqlite:${folder.file('store.db')}`)
    let asked = 0
    const openLoad = async () => {
      asked++
      throw new SlicegraphError('LOAD_ENDED', 'The writing thread ended. Run the load again.')
    }
    await assert.rejects(load({ ...store, openLoad }), { code: 'LOAD_ENDED' })
    assert.equal(asked, 1)
    await store.close()
  })
})
