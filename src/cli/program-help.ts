import { SETTINGS, type SettingName } from '../config/index.ts'
import type { VerbName } from './invocation.ts'

const EXAMPLES: Readonly<Record<VerbName | 'slicegraph', readonly string[]>> = {
  slicegraph: ['slicegraph serve', 'slicegraph serve export.ndjson', 'slicegraph sync --help'],
  serve: [
    'slicegraph serve',
    'slicegraph serve exports/ --store sqlite:scans.db',
    'slicegraph serve --sync project:ID --every 15m --full-every 1d',
  ],
  ingest: ['slicegraph ingest export.ndjson.gz', 'slicegraph ingest "exports/*.json" --store sqlite:scans.db --json'],
  check: ['slicegraph check export.ndjson', 'gunzip -c export.ndjson.gz | slicegraph check - --json'],
  pull: ['slicegraph pull', 'slicegraph pull --project ID --masks'],
  verify: [
    'slicegraph verify',
    'slicegraph verify --audit audit.log',
    'slicegraph verify --store sqlite:scans.db --json',
  ],
  sync: [
    'slicegraph sync --project ID',
    'slicegraph sync --dataset ID --full --no-attachments',
    'slicegraph sync --project ID --last-activity 2025-01-01..2025-02-01',
    'slicegraph sync --project ID --every 15m --full-every 1d',
  ],
  query: [
    "slicegraph query '{ labels(first: 3) { nodes { id createdBy } } }' --format table",
    'slicegraph query question.graphql --variables \'{"name": "Lesion"}\'',
    'cat question.graphql | slicegraph query - --format csv > lesions.csv',
  ],
  export: [
    'slicegraph export coco --out coco.json --project ID',
    'slicegraph export coco --out coco.json --filter \'{"isSelected": {"eq": true}}\'',
    'slicegraph export masks --out masks/',
  ],
  token: [
    'slicegraph token create --name alice',
    'slicegraph token create --name loader --role operator --project ID --expires never',
    'slicegraph token list',
    'slicegraph token revoke --name alice',
  ],
  schema: ['slicegraph schema > schema.graphql'],
  demo: ['slicegraph demo', 'slicegraph demo --port 0 --cors studio'],
}

type Verb = VerbName | 'slicegraph'

/** Exit codes, and the verbs that can end with them where not all can. */
const EXIT_CODES: readonly (readonly [text: string, verbs?: readonly Verb[]])[] = [
  ['0         done'],
  ['1         failed, or an export could not be read'],
  ['1         the store or the audit log is damaged', ['verify']],
  ['3         the store answers everything, but something of it is wrong', ['verify']],
  ['1         the answer has errors', ['query']],
  ['2         wrong flag, path or setting, or a read-only or damaged store'],
  ['3         done, but records were rejected', ['ingest', 'check', 'sync']],
  ['3         done, but frames or masks could not be fetched', ['pull', 'export']],
  ['3         done, but records were rejected, or frames or masks could not be fetched', ['slicegraph']],
  ['4         Labelbox refused the API key', ['slicegraph', 'pull', 'sync']],
  ['5         Labelbox is unavailable', ['slicegraph', 'pull', 'sync']],
  ['129       stopped because the terminal was closed'],
  ['130, 143  stopped by Ctrl-C or SIGTERM'],
]

/** Examples, environment variables and exit codes, for the end of a help text. */
export function helpAfter(verb: Verb, settings: readonly SettingName[]): string {
  const variables = settings.map(name => SETTINGS[name])
  const width = Math.max(...variables.map(({ env }) => env.length))
  const lines = variables.map(({ env, about }) => `  ${env.padEnd(width)}  ${about}`)
  const examples = ['', 'Examples:', ...EXAMPLES[verb].map(example => `  ${example}`)]
  const environment = lines.length > 0 ? ['', 'Environment variables:', ...lines] : []
  const codes = EXIT_CODES.flatMap(([text, verbs]) => (verbs?.includes(verb) === false ? [] : `  ${text}`))
  return [...examples, ...environment, '', 'Exit codes:', ...codes].join('\n')
}
