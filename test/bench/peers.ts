import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startProgram } from './child.ts'

const FOLDER = fileURLToPath(new URL('peers/', import.meta.url))

/** Installs the packages of `peers/`, unless those of its lock file are there. */
export async function installPeers(progress: (what: string) => void): Promise<void> {
  const timeOf = (file: string) =>
    stat(`${FOLDER}${file}`).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
  if ((await timeOf('node_modules/.package-lock.json')) >= (await timeOf('package-lock.json'))) return
  progress('installing the peers')
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: FOLDER })
}

/** Starts a server of `peers/`, in the mode that its documentation recommends. Its first line is its URL. */
export const startPeer = (name: 'apollo' | 'mercurius' | 'bare-apollo', exportBytes = 0) =>
  startProgram(`peers/${name}.js`, [String(exportBytes)], { NODE_ENV: 'production' })
