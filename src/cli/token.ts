import { millisecondsOf } from '../config/index.ts'
import { EXIT, UsageError } from '../errors.ts'
import { formatInstant } from '../model/index.ts'
import { makeToken } from '../server/index.ts'
import { openStore, type Store, type StoredToken, sizeOfStore } from '../store/index.ts'
import type { Flags, Invocation } from './invocation.ts'
import { answer } from './terminal.ts'

/** Creates, lists and revokes the tokens of a store. Gateways that serve it notice at once. */
export async function token({ exports: [action = ''], flags, settings }: Invocation): Promise<number> {
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (!run) throw new UsageError('token takes one of create, list and revoke, for example: slicegraph token list.')
  for (const flag of FLAGS)
    if (flags[flag] !== undefined && !run.flags.includes(flag))
      throw new UsageError(`--${flag} does nothing for token ${action}. Leave it out.`)
  if (!sizeOfStore(settings.store))
    throw new UsageError(
      `There is no store at ${settings.store}. Load an export first, or name another store with --store.`,
    )
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  answer(await run.act(store, flags))
  return EXIT.done
}

interface Action {
  readonly flags: readonly string[]
  /** Returns the output. */
  act(store: Store, flags: Flags): Promise<string>
}

const FLAGS = ['name', 'role', 'project', 'hide', 'expires']

const ACTIONS: Readonly<Record<string, Action>> = {
  create: { flags: FLAGS, act: create },
  list: { flags: [], act: list },
  revoke: { flags: ['name'], act: revoke },
}

const DEFAULT_EXPIRY = '90d'

async function create({ tokens }: Store, flags: Flags): Promise<string> {
  const made = makeToken()
  const created: StoredToken = {
    id: crypto.randomUUID(),
    name: nameOf(flags),
    role: roleOf(flags.role ?? 'viewer'),
    projects: projectsOf(flags),
    hides: hiddenOf(flags),
    expiresAt: expiryOf(String(flags.expires ?? DEFAULT_EXPIRY)),
    createdAt: Date.now(),
  }
  if (!(await tokens.add(created, made.digest)))
    throw new UsageError('--name: a token of this name exists. Choose another name, or revoke that token first.')
  return flags.json ? JSON.stringify({ token: made.token, ...shown(created) }) : made.token
}

async function list({ tokens }: Store, { json }: Flags): Promise<string> {
  const all = tokens.list().map(shown)
  if (json) return JSON.stringify({ tokens: all })
  const lines = all.map(({ name, role, projects, hides, expiresAt }) => {
    const seen = projects === null ? 'all projects' : projects.join(', ')
    return `${name}  ${role}  ${seen}  ${hides.length > 0 ? `hides ${hides.join(', ')}  ` : ''}${expiresAt === null ? 'never expires' : `expires ${expiresAt}`}`
  })
  return lines.length > 0
    ? lines.join('\n')
    : 'The store has no tokens. Create one: slicegraph token create --name NAME.'
}

async function revoke({ tokens }: Store, flags: Flags): Promise<string> {
  const name = nameOf(flags)
  if (!(await tokens.remove(name)))
    throw new UsageError('--name: the store has no token of this name. See: slicegraph token list.')
  return flags.json ? JSON.stringify({ revoked: name }) : `Revoked ${name}.`
}

function shown({ name, role, projects, hides, expiresAt }: StoredToken) {
  const expires = expiresAt === null ? null : formatInstant(expiresAt * 1000)
  return { name, role, projects: projects === 'all' ? null : projects, hides, expiresAt: expires }
}

function nameOf({ name }: Flags): string {
  if (typeof name === 'string' && /^[\w@.:-][\w@.: -]{0,99}$/.test(name)) return name
  throw new UsageError('--name is needed: up to 100 letters, digits, spaces and the characters _ - . : @.')
}

function roleOf(role: unknown): StoredToken['role'] {
  if (role === 'viewer' || role === 'operator') return role
  throw new UsageError('--role must be viewer or operator.')
}

function projectsOf({ project }: Flags): StoredToken['projects'] {
  if (!Array.isArray(project)) return 'all'
  // The empty text stands for rows in no project, which only tokens of all projects see.
  if (!project.includes('')) return [...new Set(project.map(String))]
  throw new UsageError('--project must be the id of a project.')
}

function hiddenOf({ hide }: Flags): StoredToken['hides'] {
  const words = hide === undefined ? [] : String(hide).split(',')
  const known = HIDDEN.filter(each => words.includes(each))
  if (known.length === words.length) return known
  throw new UsageError('--hide must be people, raw, or both separated by a comma.')
}

const HIDDEN = ['people', 'raw'] as const

function expiryOf(text: string): number | null {
  if (text === 'never') return null
  const duration = millisecondsOf(text, LONGEST_MS)
  if (duration !== null) return Date.now() + duration
  throw new UsageError('--expires must be a time such as 12h or 90d, 36500d at most, or never.')
}

const LONGEST_MS = 36_500 * 86_400_000
