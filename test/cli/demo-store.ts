import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { writeDemoExport } from '../../src/demo/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { runCli } from './spawn-cli.ts'

/** File name of the default store. */
export const STORE = 'slicegraph.db'

/** Loads an export of the demo for all tests of the suite that calls it. Each test changes a copy of the store. */
export function demoStore() {
  let loaded: Awaited<ReturnType<typeof temporaryFolder>>
  let exportPath = ''
  before(async () => {
    loaded = await temporaryFolder()
    exportPath = (await writeDemoExport(loaded.path))[0] ?? ''
    const { code, stderr } = await runCli(['ingest', exportPath, '--quiet'], { folder: loaded.path })
    assert.equal(code, 0, stderr)
  })
  after(() => loaded[Symbol.asyncDispose]())

  return {
    /** The export that the store holds. */
    get exportPath() {
      return exportPath
    },
    /** A folder of its own with a copy of the store. */
    async copy() {
      const folder = await temporaryFolder()
      await copyFile(join(loaded.path, STORE), join(folder.path, STORE))
      return folder
    },
  }
}
