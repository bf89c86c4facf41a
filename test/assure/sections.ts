import { assureLargeLoad } from './large-load.ts'
import { assureLargeSync } from './large-sync.ts'
import { assureMixedLoad } from './mixed-load.ts'
import type { Section } from './section.ts'

/** Every section of `npm run assure`, in the order in which they run. */
export const SECTIONS: readonly Section[] = [
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
    about: 'Minutes of mixed requests, first-time and repeated ones of every kind, do not make memory grow.',
    assure: assureMixedLoad,
  },
]
