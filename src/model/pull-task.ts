import type { ExportTaskError, TaskStatus } from './export-task.ts'
import type { Instant } from './instant.ts'

/** A pull that is asked for, with the defaults filled in. */
export interface PullInput {
  /** Null: all projects. */
  readonly projectId: string | null
  readonly frames: boolean
  readonly masks: boolean
  /** Also what was fetched before. */
  readonly again: boolean
}

/** A pull that runs or has ended. */
export interface PullTask {
  readonly id: string
  readonly status: TaskStatus
  /** From 0 to 1. */
  readonly progress: number
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  /** Groups of frames, and masks. */
  readonly fetchedCount: number
  /** The same of those that could not be fetched. */
  readonly failedCount: number
  readonly errors: readonly ExportTaskError[]
}
