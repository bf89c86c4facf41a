import type { ExportFilters, ExportTask, Instant } from '../model/index.ts'

/* Exports that slicegraph runs at Labelbox. Their records outlive the process that runs them. */

/** Tasks are not versioned: reads return their current state. */
export interface TaskStore {
  /**
   * Adds a task, run by this process. One whose process has died is taken over where it asks for the same, and given
   * up where it does not.
   * @returns the one that runs in the same scope already, where there is one: then nothing is added.
   */
  begin(task: NewTask): Promise<BegunTask>
  /** The tasks whose process has died, now run by this one. */
  takeOver(): Promise<readonly RunningTask[]>
  /** @returns false when another process has taken it over. */
  update(id: string, change: TaskChange): Promise<boolean>
  /** Up to when the last whole run of a scope is known to have seen changes; null when there was none. */
  watermark(scope: string): Promise<Instant | null>
  /** When the last task of a scope with these filters began that exported everything and ended COMPLETE. */
  lastFull(scope: string, filters: ExportFilters): Promise<Instant | null>
}

interface BegunTask {
  readonly task: RunningTask
  /** To be run by this process. */
  readonly isNew: boolean
  /** Its input asks for the same export. The order of keys does not matter, that of ids does. */
  readonly isSame: boolean
}

interface NewTask extends Pick<ExportTask, 'id' | 'input' | 'startedAt'> {
  /** Spelt the same for the same scope. */
  readonly scope: string
}

export interface RunningTask extends NewTask, Pick<ExportTask, 'since'> {
  /** Labelbox's id of it; null until Labelbox has accepted it. */
  readonly upstreamId: string | null
}

/** Absent fields stay as they are. */
export interface TaskChange extends Partial<Omit<ExportTask, keyof NewTask | 'exportId'>> {
  readonly upstreamId?: string
}

/** How a task ends with its load, in one transaction. */
export interface FinishedTask extends Pick<ExportTask, 'id' | 'status' | 'errors'> {
  /** The watermark of the scope from now on; null: it stays where it is. */
  readonly watermark: Instant | null
}
