import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Flags, VerbName } from './invocation.ts'

export type RunVerb = (verb: VerbName, exports: readonly string[], flags: Flags) => Promise<void>

const EXPORT = 'a file, folder or glob, or - for stdin: JSON array, object or NDJSON; plain, gzip or zstd'

/** The command line: its verbs and flags. Throws a CommanderError where commander would exit. */
export function createProgram(run: RunVerb): Command {
  const program = new Command('slicegraph')
    .description('The GraphQL gateway over Labelbox export files.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this')
    .exitOverride()
    .configureOutput({ outputError: () => {} })

  withServing(
    verb('serve', 'load the exports that are new, then serve; without any, what the store holds, or the demo'),
  )
    .argument('[export...]', EXPORT)
    .action((exports: string[], flags: Flags) => run('serve', exports, flags))
  verb('ingest', 'load exports into the store and stop')
    .argument('<export...>', EXPORT)
    .action((exports: string[], flags: Flags) => run('ingest', exports, flags))
  verb('check', 'read and report as ingest would, and write nothing')
    .argument('<export...>', EXPORT)
    .action((exports: string[], flags: Flags) => run('check', exports, flags))
  verb('pull', 'fetch all frames and masks that are still remote, so that the store stands alone')
    .option('--project <id>', 'only of this project')
    .option('--frames', 'only frames')
    .option('--masks', 'only masks')
    .action((flags: Flags) => run('pull', [], flags))
  withFilters(withScope(verb('sync', 'run an export at Labelbox and load it')))
    .option('--full', 'everything, rather than what changed since the last whole run')
    .option('--every <time>', 'again and again, as 15m')
    .option('--full-every <time>', 'everything this often, as 1d: what is gone upstream shows in no other run')
    .option('--v1', 'the older call: the labels of a project as a v1 export')
    .action((flags: Flags) => run('sync', [], flags))
  verb('schema', 'print the GraphQL schema').action((flags: Flags) => run('schema', [], flags))
  withServing(verb('demo', 'serve the bundled demo export')).action((flags: Flags) => run('demo', [], flags))
  return program

  /** The common flags are each verb's own, so that they stand where people write them: after the verb. */
  function verb(name: VerbName, description: string): Command {
    return program
      .command(name)
      .description(description)
      .option('--store <url>', 'where the data is kept, sqlite:PATH (default: sqlite:slicegraph.db)')
      .option('--host <host>', 'the address to listen on (default: 127.0.0.1)')
      .option('--port <port>', 'the port to listen on; 0 picks a free one (default: 4000)')
      .option('--config <file>', 'settings (default: slicegraph.config.json or .ts, where there is one)')
      .option('--json', 'one machine-readable object on stdout')
      .option('--quiet', 'no progress and no notes on stderr')
  }
}

function withScope(command: Command): Command {
  return command
    .option('--project <id>', 'all data rows of this project')
    .option('--dataset <id>', 'all data rows of this dataset')
    .option('--catalog', 'all data rows')
}

/** The vendor's filters and parameters. */
function withFilters(command: Command): Command {
  return command
    .option('--last-activity <range>', 'FROM..TO, either end may be empty')
    .option('--label-created <range>', 'FROM..TO, either end may be empty')
    .option('--batch <id...>', 'only of these batches')
    .option('--workflow-status <status>', 'ToLabel, InReview, InRework or Done')
    .option('--data-rows <ids>', 'only these: ids with commas between them, or @FILE with one a line')
    .option('--global-keys <keys>', 'only these: keys with commas between them, or @FILE with one a line')
    .option('--no-attachments', 'without attachments')
    .option('--no-metadata-fields', 'without metadata')
    .option('--no-data-row-details', 'without dataset, times and creator of data rows')
    .option('--no-project-details', 'without batch, status and workflow history')
    .option('--no-label-details', 'without creator, times and reviews of labels')
    .option('--no-performance-details', 'without seconds and scores of labels')
    .option('--interpolated-frames', 'with the frames between key frames')
    .option('--embeddings', 'with embeddings')
}

function withServing(command: Command): Command {
  return command
    .option('--sync <scope>', 'keep the data fresh from Labelbox: project:ID, dataset:ID or catalog')
    .option('--every <time>', 'how often (default: 15m)')
    .option('--full-every <time>', 'everything this often, as 1d: what is gone upstream shows in no other run')
    .option('--cors <origins>', '"studio" for Apollo Studio, or origins separated by commas (default: none)')
    .option(
      '--insecure-no-auth',
      'listen on other addresses than loopback, although everybody who reaches them sees all',
    )
}

function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  return version
}
