import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore } from '../../src/store/index.ts'

/*
 * `use-stores.ts EXPORT STORE…`: opens each store and loads the export into it; without one (`-`) it only opens them, which
 * migrates them. Prints its process id, and then a line of JSON for each store: the error's code, or null.
 */

const [, , path = '-', ...storePaths] = process.argv
const files = path === '-' ? [] : await listExports([path])

async function use(storePath: string): Promise<void> {
  const store = await openStore(`sqlite:${storePath}`)
  try {
    const { exports } = await ingestExports({ store, files })
    for (const { error } of exports) if (error !== null) throw new Error(error)
  } finally {
    await store.close()
  }
}

console.log(process.pid)
for (const storePath of storePaths) {
  const code = await use(storePath).then(
    () => null,
    error => ('code' in error ? error.code : error.message),
  )
  console.log(JSON.stringify({ code }))
}
