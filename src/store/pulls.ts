import type { PullInput, PullTask } from '../model/index.ts'

/* Pulls that were started from the graph. Their records outlive the process that runs them. */

/** Pulls are not versioned: reads return their current state. */
export interface PullStore {
  /**
   * Adds a pull, run by this process. One with the same input whose process has died is taken over.
   * @returns the one that runs with the same input already, where there is one: then nothing is added.
   */
  begin(pull: NewPull): Promise<{ readonly pull: RunningPull; readonly isNew: boolean }>
  /** The pulls whose process has died, now run by this one. */
  takeOver(): Promise<readonly RunningPull[]>
  /** @returns false when another process has taken it over. */
  update(id: string, change: PullChange): Promise<boolean>
}

interface NewPull extends Pick<PullTask, 'id' | 'startedAt'> {
  readonly input: PullInput
}

/** With its progress in the process that ran it before. */
export interface RunningPull extends NewPull, Pick<PullTask, 'progress' | 'fetchedCount'> {}

/** Absent fields stay as they are. */
export type PullChange = Partial<Omit<PullTask, 'id' | 'startedAt'>>
