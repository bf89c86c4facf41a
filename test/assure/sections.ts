import { assureAudit } from './audit.ts'
import { assureCanaries } from './canaries.ts'
import { assureCrashPoints } from './crash-points.ts'
import { assureFlips } from './flips.ts'
import { assureHalfSent } from './half-sent.ts'
import { assureHiding } from './hiding.ts'
import { assureHostCheck } from './host-check.ts'
import { assureHostileFiles } from './hostile-files.ts'
import { assureLargeLoad } from './large-load.ts'
import { assureLargeSync } from './large-sync.ts'
import { assureMixedLoad } from './mixed-load.ts'
import { assureOverload } from './overload.ts'
import { assurePackages } from './packages.ts'
import { assureProtocol } from './protocol.ts'
import { assureScope } from './scope.ts'
import type { Section } from './section.ts'
import { assureStopping } from './stopping.ts'

/** Every section of `npm run assure`, in the order in which they run. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'host-check',
    about:
      'Requests and WebSockets to foreign host names get no data, as from a page that points its own name at 127.0.0.1.',
    assure: assureHostCheck,
  },
  {
    name: 'scope',
    about:
      'A caller who sees project A gets nothing of project B: generated queries of the whole schema, over a store that holds both.',
    assure: assureScope,
  },
  {
    name: 'hiding',
    about:
      'A caller who must not see people gets pseudonyms: generated queries of the whole schema, over records with people in every field.',
    assure: assureHiding,
  },
  {
    name: 'canaries',
    about:
      'Logs and errors hold no value of an export, neither key nor token, and nothing of what an unexpected error says.',
    assure: assureCanaries,
  },
  {
    name: 'audit',
    about: 'Whoever changes an audit log without key and store is noticed by `slicegraph verify --audit`.',
    assure: assureAudit,
  },
  {
    name: 'protocol',
    about:
      "The audits of GraphQL over HTTP pass, and hostile requests get an error in GraphQL's shape with the right status.",
    assure: assureProtocol,
  },
  {
    name: 'flips',
    about: 'One changed bit of a store is never a wrong value: everything is read after each.',
    assure: assureFlips,
  },
  {
    name: 'crash-points',
    about:
      'Loads, removals of old rows, migrations and fetches that are killed, or whose system calls fail, leave the data before or after, say so, and run again to the same end.',
    assure: assureCrashPoints,
  },
  {
    name: 'hostile-files',
    about:
      'Broken and hostile exports, masks and frames documents are stored or refused record by record; nothing else changes, fails or waits.',
    assure: assureHostileFiles,
  },
  {
    name: 'stopping',
    about: 'SIGTERM loses no request of keep-alive clients: the gateway stays open for a grace period.',
    assure: assureStopping,
  },
  {
    name: 'half-sent',
    about: 'Clients that send a part of a request and wait are closed soon, and do not fill the log.',
    assure: assureHalfSent,
  },
  {
    name: 'overload',
    about:
      'At ten times the rate that the gateway can answer, it answers as many as before and as fast, and refuses the others soon.',
    assure: assureOverload,
  },
  {
    name: 'large-load',
    about:
      'While one process loads a large export, another reads the version before, and a third writes a little and never waits for long.',
    assure: assureLargeLoad,
  },
  {
    name: 'large-sync',
    about:
      'A sync whose upstream cuts connections, refuses requests and lets links expire ends with the data of `ingest`, and fetches hardly a byte twice.',
    assure: assureLargeSync,
  },
  {
    name: 'mixed-load',
    about:
      'Minutes of mixed requests, first-time and repeated ones of every kind, with loads and fetches and a heap of 256 MB, do not make memory grow.',
    assure: assureMixedLoad,
  },
  {
    name: 'packages',
    about: 'Few packages run: each is code that the gateway trusts.',
    assure: assurePackages,
  },
]
