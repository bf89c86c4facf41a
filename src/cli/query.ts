import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { EXIT, UsageError } from '../errors.ts'
import { createLocalExecute } from '../server/index.ts'
import { openStore, sizeOfStore } from '../store/index.ts'
import type { Invocation } from './invocation.ts'
import { FORMATS, type Format, writeRows } from './query-rows.ts'
import { deferred, upstreamOf } from './services.ts'
import { answer, say } from './terminal.ts'

/** Answers one document from the store and stops. */
export async function query(invocation: Invocation): Promise<number> {
  const { exports, flags, settings, stop } = invocation
  const format = formatOf(flags.format)
  const variables = variablesOf(flags.variables)
  const [asked = ''] = exports
  const document = await documentOf(asked)
  if (!sizeOfStore(settings.store))
    throw new UsageError(
      `There is no store at ${settings.store}. Load an export first, or name another store with --store.`,
    )
  const upstream = await upstreamOf(invocation)
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  const services = deferred(async () =>
    (await import('./open-services.ts')).openServices(store, settings.store, upstream),
  )
  opened.defer(services.close)
  const { maxCost, queryTimeout } = limitsOf(invocation)
  const execute = createLocalExecute({ ...services, store, maxCost, queryTimeout })
  const result = await execute({ document, variables, signal: stop.signal })
  stop.signal.throwIfAborted()
  const { errors = [], data } = result
  if (format === 'json') answer(JSON.stringify(result, null, flags.json ? undefined : 2))
  else {
    for (const { message, path } of errors) say(`slicegraph: ${path ? `${path.join('.')}: ` : ''}${message}`)
    const rows = data ? rowsOf(data) : null
    if (rows) answer(writeRows(format, rows))
    else if (errors.length === 0) throw new UsageError(NO_ROWS)
  }
  return errors.length > 0 ? EXIT.failed : EXIT.done
}

/** Limits that were set, and not those that a gateway has by default. */
function limitsOf({ settings, places }: Invocation) {
  return {
    maxCost: places.maxCost === undefined ? null : settings.maxCost,
    queryTimeout: places.queryTimeout === undefined ? null : settings.queryTimeout,
  }
}

function formatOf(format: unknown): Format | 'json' {
  if (format === undefined) return 'json'
  const found = ['json' as const, ...FORMATS].find(each => each === format)
  if (found) return found
  throw new UsageError(`--format takes ${['json', ...FORMATS].join(', ')}.`)
}

function variablesOf(given: unknown): Readonly<Record<string, unknown>> | undefined {
  if (given === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(String(given))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed }
  } catch {
    // The same message.
  }
  throw new UsageError('--variables takes a JSON object, such as \'{"id": "…"}\'.')
}

/** A document begins with a brace, a word of GraphQL or a comment. */
const DOCUMENT = /^\s*(\{|#|"|(query|mutation|subscription|fragment)\b)/

async function documentOf(asked: string): Promise<string> {
  if (asked === '-') return text(process.stdin)
  if (DOCUMENT.test(asked) && !existsSync(asked)) return asked
  try {
    return await readFile(asked, 'utf8')
  } catch {
    throw new UsageError(`${asked}: the document cannot be read. Give a GraphQL document, a file that holds one, or -.`)
  }
}

/** The rows of the one root field: a list, or the nodes of a connection. Null for anything else. */
function rowsOf(data: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const [root, ...others] = Object.values(data)
  const nodes = typeof root === 'object' && root !== null && 'nodes' in root ? root.nodes : root
  return others.length === 0 && Array.isArray(nodes) ? nodes : null
}

const NO_ROWS = 'Formats other than json need one root field: a list, or a connection with its nodes selected.'
