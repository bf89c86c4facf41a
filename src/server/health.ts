import type { FastifyInstance } from 'fastify'
import { describeFault, SlicegraphError } from '../errors.ts'
import { formatInstant } from '../model/index.ts'
import { EVERYTHING, type StoreReader } from '../store/index.ts'
import type { Gateway } from './context.ts'

/** `/healthz`: the process runs. `/readyz`: it can answer queries; includes the version of the data. */
export function addHealth(http: FastifyInstance, { store, drain, isDamaged, demo }: Gateway): void {
  http.get('/healthz', async () => ({ status: 'ok' }))
  http.get('/readyz', async (_request, reply) => {
    const state = drain.draining ? { status: 'draining' } : await stateOf(store, http)
    return reply
      .code(state.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ...state, ...(isDamaged() && { damaged: true }), ...(demo && { demo }) })
  })
}

interface State {
  readonly status: 'ready' | 'empty' | 'failing'
  readonly version?: string
  /** Time at which the newest export was loaded. */
  readonly loadedAt?: string
  readonly ageSeconds?: number
}

/** Null if it cannot be read: the rest of the store can. */
async function newestExport(reader: StoreReader) {
  try {
    return (await reader.page('export', { limit: 1, backward: false })).rows
  } catch (error) {
    if (error instanceof SlicegraphError && error.code === 'STORE_CORRUPT') return null
    throw error
  }
}

async function stateOf(store: Gateway['store'], http: FastifyInstance): Promise<State> {
  try {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const rows = await newestExport(reader)
    if (!rows) return { status: 'ready', version: reader.version }
    const [newest] = rows
    if (!newest) return { status: 'empty' }
    const { loadedAt } = newest.node
    const ageSeconds = Math.max(0, Math.round((Date.now() * 1000 - loadedAt) / 1_000_000))
    return { status: 'ready', version: reader.version, loadedAt: formatInstant(loadedAt), ageSeconds }
  } catch (error) {
    http.log.error({ fault: describeFault(error) }, 'the store cannot be read')
    return { status: 'failing' }
  }
}
