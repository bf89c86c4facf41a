import type { Figure } from '../bench/figure.ts'

/** How much a section does, and where its files go. */
export interface AssureSetting {
  /** Of this section alone. Gone after it. */
  readonly folder: string
  /** Less of everything, so that all sections take less than five minutes. */
  readonly quick: boolean
  /** All cases, where otherwise some are drawn. */
  readonly all: boolean
  /** Tells a person what is being done. */
  readonly progress: (what: string) => void
}

/** One part of the run. Its function is in a file named after it. */
export interface Section {
  readonly name: string
  /** A sentence for docs/assurance.md: the guarantee, and how it is measured. */
  readonly about: string
  /** Returns one figure per guarantee. Whatever it starts has ended when it resolves. */
  readonly assure: (setting: AssureSetting) => Promise<readonly Figure[]>
}
