import { CommanderError } from 'commander'
import { loadSettings, type Settings } from '../config/index.ts'
import { describeFault, EXIT, SlicegraphError } from '../errors.ts'
import type { Flags, Verb, VerbName } from './invocation.ts'
import { createProgram } from './program.ts'
import { listenForStop } from './stop.ts'
import { answer, flushOutput, ignoreBrokenPipes, say } from './terminal.ts'

/** The verbs. Only the module of the chosen one is loaded, so that starts are fast. */
const VERBS: Readonly<Record<VerbName, () => Promise<Verb>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  ingest: async () => (await import('./ingest.ts')).ingest,
  check: async () => (await import('./ingest.ts')).check,
  pull: async () => (await import('./pull.ts')).pull,
  verify: async () => (await import('./verify.ts')).verify,
  sync: async () => (await import('./sync.ts')).sync,
  query: async () => (await import('./query.ts')).query,
  export: async () => (await import('./export.ts')).exportFiles,
  token: async () => (await import('./token.ts')).token,
  schema: async () => (await import('./schema.ts')).schema,
  demo: async () => (await import('./demo.ts')).demo,
}

/** Runs the verb that the arguments name, reports its error and resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  ignoreBrokenPipes()
  const stop = listenForStop()
  const json = args.includes('--json')
  let settings: Settings | null = null
  const [verb = ''] = args
  const help = `slicegraph ${Object.hasOwn(VERBS, verb) ? `${verb} ` : ''}--help`
  /** Reports the error. Returns the exit code. */
  function fail(error: unknown): number {
    if (stop.exitCode !== null) {
      const isAbandoned = error instanceof SlicegraphError && error.code === 'LOAD_ABANDONED'
      say(isAbandoned ? `Stopped. ${error.message}` : 'Stopped.')
      return stop.exitCode
    }
    if (error instanceof CommanderError && HELP.includes(error.code))
      return error.exitCode === 0 ? EXIT.done : EXIT.usage
    const { message, exitCode, trace } = explain(error, help)
    say(`slicegraph: ${message}`)
    if (isDebug(settings)) for (const line of trace) say(`    ${line}`)
    if (json) answer(JSON.stringify({ error: { message }, exitCode }))
    return exitCode
  }
  // Node would print the message of an uncaught error, which may quote an export.
  process.once('uncaughtException', error => {
    process.exit(fail(error))
  })

  let code: number = EXIT.done
  async function run(verb: VerbName, exports: readonly string[], flags: Flags): Promise<void> {
    const { warnings, places, ...loaded } = await loadSettings({ flags, configFile: flags.config })
    settings = loaded.settings
    for (const warning of warnings) say(`slicegraph: ${warning}`)
    const runVerb = await VERBS[verb]()
    code = await runVerb({ exports, flags, settings, places, stop })
  }
  try {
    await createProgram(run).parseAsync(args, { from: 'user' })
  } catch (error) {
    code = fail(error)
  }
  await flushOutput()
  return stop.exitCode ?? code
}

/** The message for the user, the exit code, and the stack for debugging. */
function explain(error: unknown, help: string) {
  const { id, name, code, trace } = describeFault(error)
  if (error instanceof CommanderError) {
    const message = error.message
      .replace(/^error: /, '')
      .replaceAll('\n', ' ')
      .replace(/\.$/, '')
    return { message: `${message}. For help: ${help}.`, exitCode: EXIT.usage, trace }
  }
  if (error instanceof SlicegraphError) {
    const message = error.file === undefined ? error.message : `${error.file}: ${error.message}`
    return { message, exitCode: error.traits.exit, trace }
  }
  const message = `unexpected error (${code ?? name}, id ${id}). Run it again with LOG_LEVEL=debug to see where.`
  return { message, exitCode: EXIT.failed, trace }
}

/** The codes of errors that commander throws after it has printed what was asked for. */
const HELP = ['commander.help', 'commander.helpDisplayed', 'commander.version']

function isDebug(settings: Settings | null): boolean {
  return settings?.logLevel === 'debug' || settings?.logLevel === 'trace'
}
