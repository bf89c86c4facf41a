import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../docs/documents.ts'
import { runScript } from '../support/run-script.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Edits of a source tree. */
export interface Edits {
  /** Writes a new file. */
  add(path: string, text: string): Promise<void>
  /** Puts lines before, after or in place of the only occurrence of a text. */
  edit(path: string, at: Place, lines: string): Promise<void>
}

type Place = { readonly before: string } | { readonly after: string } | { readonly replace: string }

const NOT_COPIED = ['.git', 'node_modules', 'dist']

/** A copy of the sources that may be changed, without a repository. */
export async function openScratch() {
  const folder = await temporaryFolder()
  await cp(ROOT, folder.path, {
    recursive: true,
    filter: path => !NOT_COPIED.includes(relative(ROOT, path).split('/')[0] ?? '') && !/\.db(-\w+)?$/.test(path),
  })
  await symlink(join(ROOT, 'node_modules'), folder.file('node_modules'))
  // Formatter and linter look for what git ignores.
  await mkdir(folder.file('.git'))

  /** Makes a change. @returns the files that it touches. */
  async function change(make: (edits: Edits) => Promise<void>): Promise<string[]> {
    const touched = new Set<string>()
    await make({
      async add(path, text) {
        touched.add(path)
        await mkdir(dirname(folder.file(path)), { recursive: true })
        await writeFile(folder.file(path), text, { flag: 'wx' })
      },
      async edit(path, at, lines) {
        touched.add(path)
        const text = await readFile(folder.file(path), 'utf8')
        const [[place, anchor] = ['', '']] = Object.entries(at)
        const replacement = { before: lines + anchor, after: anchor + lines, replace: lines }[place] ?? ''
        const parts = text.split(anchor)
        if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} places of ${JSON.stringify(anchor)}`)
        await writeFile(folder.file(path), parts.join(replacement))
      },
    })
    return [...touched].sort()
  }

  /** Runs a script of package.json. @throws its output if it fails. */
  async function run(script: string): Promise<void> {
    await promisify(execFile)('npm', ['run', script], { cwd: folder.path }).catch(({ stdout, stderr }) => {
      throw new Error(`npm run ${script} fails:\n${stdout}\n${stderr}`)
    })
  }

  /** Evaluates a module there. @returns what it prints, as JSON. */
  async function evaluate(source: string): Promise<unknown> {
    const { code, stdout, stderr } = await runScript(folder.path, '--input-type=module-typescript', '--eval', source)
    if (code !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }

  return { change, run, evaluate, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}
