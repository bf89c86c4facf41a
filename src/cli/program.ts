import { readFileSync } from 'node:fs'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { SETTINGS, type SettingName } from '../config/index.ts'
import type { Flags, VerbName } from './invocation.ts'
import { helpAfter } from './program-help.ts'

type RunVerb = (verb: VerbName, exports: readonly string[], flags: Flags) => Promise<void>

const EXPORT = 'a file, folder or glob, or - for stdin: JSON array, object or NDJSON; plain, gzip or zstd'
const insecure = new Option('--insecure-no-auth', 'listen on non-loopback addresses without authentication')
const insecureHttp = new Option(
  '--insecure-http',
  'send the API key, and fetch, without encryption: allows http:// origins that are not loopback',
)
const RANGE =
  'FROM..TO, for example 2025-01-01..2025-02-01; either end may be empty, and times without a zone are in that of the Labelbox account'
const SERVED = [
  'host',
  'port',
  'cors',
  'publicUrl',
  'auth',
  'allowedHosts',
  'maxCost',
  'queryTimeout',
  'cache',
  'processes',
  'drain',
  'rateLimit',
  'trustedProxies',
  'maxConnections',
  'audit',
  'auditKeyFile',
  'logLevel',
  'nodeEnv',
] as const
const UPSTREAM = ['apiKey', 'apiKeyFile', 'apiUrl', 'upstreamOrigins'] as const

/** The command line: verbs and flags. Throws a CommanderError instead of exiting. */
export function createProgram(run: RunVerb): Command {
  const program = new Command('slicegraph')
    .description('GraphQL gateway over Labelbox export files.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText('after', helpAfter('slicegraph', Object.keys(SETTINGS) as SettingName[]))

  const serve = verb('serve', 'load the exports that are new, then serve', ['store', ...UPSTREAM, ...SERVED])
  addRefresh(serve)
    .argument('[export...]', `${EXPORT}. Without any, and without a named or filled store, serves the demo`)
    .addOption(insecure)
    .addOption(insecureHttp)
  verb('ingest', 'load exports into the store and stop', ['store', 'logLevel'])
    .argument('<export...>', EXPORT)
    .option('--again', 'load files that were loaded before, too')
  verb('check', 'read and report as ingest would, without writing anything', ['logLevel']).argument(
    '<export...>',
    EXPORT,
  )
  verb('pull', 'fetch all frames and masks that are still remote', ['store', ...UPSTREAM, 'logLevel'])
    .addOption(option('--project <id>', 'fetch only for this project'))
    .option('--frames', 'fetch only frames')
    .option('--masks', 'fetch only masks')
    .option('--again', 'also fetch what was fetched before')
    .addOption(insecureHttp)
  verb('verify', 'read the whole store against its checksums', ['store', 'auditKeyFile', 'logLevel'])
    .argument('[logs...]', 'more audit logs of the store, with --audit')
    .addOption(option('--audit <file>', 'check this audit log of the store instead'))
  addExport(verb('sync', 'run an export at Labelbox and load it', ['store', ...UPSTREAM, 'logLevel'])).addOption(
    insecureHttp,
  )
  verb('query', 'answer one GraphQL document from the store and stop', [
    'store',
    ...UPSTREAM,
    'maxCost',
    'queryTimeout',
    'logLevel',
  ])
    .argument('<document>', 'a GraphQL document, a file that holds one, or - for stdin')
    .addOption(option('--variables <json>', 'variables of the document, as a JSON object'))
    .addOption(
      option('--format <format>', 'json, or the rows of the one root field as ndjson, csv or table (default: json)'),
    )
    .addOption(insecureHttp)
  verb('export', 'write annotations as COCO, or masks as PNG files', ['store', ...UPSTREAM, 'logLevel'])
    .addArgument(new Argument('<what>', 'coco or masks').choices(['coco', 'masks']))
    .addOption(option('--out <path>', 'the file of COCO, or the folder of masks').makeOptionMandatory())
    .addOption(option('--project <id>', 'only labels of this project'))
    .addOption(option('--filter <json>', 'only labels that match this LabelFilter of the graph, as JSON'))
    .addOption(insecureHttp)
  verb('token', 'create, list or revoke tokens that clients authenticate with', ['store', 'logLevel'])
    .argument('<action>', 'create, list or revoke')
    .addOption(option('--name <name>', 'name of the token, unique in the store'))
    .addOption(option('--role <role>', 'viewer, who reads, or operator, who also starts exports (default: viewer)'))
    .addOption(option('--project <id...>', 'only these projects (default: all)'))
    .addOption(
      option('--hide <what>', 'people, raw, or both separated by a comma: pseudonyms in place of people, no raw'),
    )
    .addOption(option('--expires <time>', 'lifetime, such as 12h or 90d, or never (default: 90d)'))
  program
    .command('schema')
    .description('print the GraphQL schema')
    .option('--json', 'print one JSON object')
    .addHelpText('after', helpAfter('schema', []))
    .action((flags: Flags) => run('schema', [], flags))
  verb('demo', 'serve the bundled demo export', SERVED).addOption(insecure)
  return program

  /** A verb with the flags of the settings that it reads, and the flags that most verbs share. */
  function verb(name: VerbName, description: string, settings: readonly SettingName[]): Command {
    const command = program.command(name).description(description)
    for (const { flag, about, fallback } of settings.map(setting => SETTINGS[setting])) {
      const shown = String(fallback) || 'none'
      if (flag !== null) command.addOption(option(`${flag} <${flag.slice(2)}>`, `${about} (default: ${shown})`))
    }
    return command
      .addOption(option('--config <file>', 'settings file (default: slicegraph.config.json or .ts, if there is one)'))
      .option('--json', 'print one JSON object on stdout')
      .option('--quiet', 'print no progress on stderr')
      .addHelpText('after', helpAfter(name, settings))
      .action(() => run(name, command.args, command.opts()))
  }
}

/** An option whose value, if it takes one, is neither empty nor the next flag. */
function option(flags: string, description: string): Option {
  const made = new Option(flags, description)
  if (!made.required) return made
  return made.argParser<string | string[]>((value, previous) => {
    if (value === '' || value.startsWith('--')) throw new InvalidArgumentError('A value is missing.')
    return made.variadic ? [...(previous ?? []), value] : value
  })
}

function addRefresh(command: Command): Command {
  const every = 'time between two exports with --sync: a number and s, m, h or d, 24d at most (default: 15m)'
  return command
    .addOption(option('--sync <scope>', 'keep the data fresh from Labelbox: project:ID, dataset:ID or catalog'))
    .addOption(option('--every <time>', every))
    .addOption(fullEvery())
    .hook('preAction', needs('every', 'sync'))
    .hook('preAction', needs('fullEvery', 'sync'))
}

const fullEvery = () =>
  option('--full-every <time>', 'time between two full exports, which remove deleted rows, for example 1d')

/** Scope, filters and parameters of an export at Labelbox. */
function addExport(command: Command): Command {
  const filters = [
    option('--last-activity <range>', `last activity between ${RANGE}`),
    option('--label-created <range>', `labels created between ${RANGE}`),
    option('--batch <id...>', 'only these batches'),
    option('--workflow-status <status>', 'TO_LABEL, IN_REVIEW, IN_REWORK or DONE, or ToLabel and so on'),
    option('--data-rows <ids>', 'only these data rows: a list separated by commas, or @FILE with one per line'),
    option('--global-keys <keys>', 'only these global keys: a list separated by commas, or @FILE with one per line'),
    option(
      '--project-ids <ids>',
      'labels of these projects only, for --dataset and --catalog: a list separated by commas, or @FILE',
    ),
  ]
  const parameters = [
    option('--no-attachments', 'leave out attachments'),
    option('--no-metadata-fields', 'leave out metadata'),
    option('--no-data-row-details', 'leave out dataset, times and creator of data rows'),
    option('--no-project-details', 'leave out batch, status and workflow history'),
    option('--no-label-details', 'leave out creator, times and reviews of labels'),
    option('--no-performance-details', 'leave out seconds and scores of labels'),
    option('--no-interpolated-frames', 'leave out annotations carried over between key frames'),
    option('--embeddings', 'include embeddings'),
  ]
  const runs = [
    option('--full', 'export everything, not only changes since the last full run').conflicts('fullEvery'),
    option('--every <time>', 'repeat after this time: a number and s, m, h or d, 24d at most, for example 15m'),
    fullEvery(),
  ]
  // The older call takes a project and two ranges.
  const notInV1 = [...filters.slice(2), ...parameters, ...runs].map(each => each.attributeName())
  const v1 = option('--v1', 'use the older call: the labels of a project as a v1 export')
  const scopes = [
    option('--project <id>', 'all data rows of this project').conflicts(['dataset', 'catalog', 'projectIds']),
    option('--dataset <id>', 'all data rows of this dataset').conflicts('catalog'),
    option('--catalog', 'all data rows'),
  ]
  for (const each of [...scopes, ...filters, ...parameters, ...runs, v1]) command.addOption(each)
  v1.conflicts(['dataset', 'catalog', ...notInV1])
  return command.hook('preAction', needs('fullEvery', 'every'))
}

/** A check that rejects `flag` if it is given without `other`, which it depends on. */
function needs(flag: string, other: string): (command: Command) => void {
  return command => {
    const given = command.opts()
    if (given[flag] === undefined || given[other] !== undefined) return
    const long = command.options.find(each => each.attributeName() === flag)?.long
    command.error(`error: option '${long}' needs --${other}`)
  }
}

function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return version
}
