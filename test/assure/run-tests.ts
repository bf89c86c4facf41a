import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Runs a test file, named by its path from here, and counts its tests. @throws Error if none ran. */
export async function runTests(file: string, env: Readonly<Record<string, string>>) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(output)?.[1])
  const [passed, failed] = [count('pass'), count('fail')]
  if (!(passed + failed > 0)) throw new Error(`${file} ran no test.`)
  return { passed, failed }
}
