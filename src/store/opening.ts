import type { Finding } from './check-report.ts'

/** Looks for damage that the checksums of rows do not show to who reads them: missing rows, wrong orders and counts. */
export interface OpeningCheck {
  /** Whether snapshots wait for it: the file is not as slicegraph left it, and not over 256 MB. */
  readonly isAwaited: boolean
  /** Null: not checked yet. A new store needs no check. */
  readonly findings: readonly Finding[] | null
  /** Checks the file, once. */
  run(): Promise<readonly Finding[]>
  /** Takes the findings of another process, which has checked the file. */
  take(findings: readonly Finding[]): void
}
