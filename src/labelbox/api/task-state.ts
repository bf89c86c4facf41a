import type { UpstreamTask } from '../../model/index.ts'
import { labelboxText } from './labelbox-error.ts'
import type { TaskWire } from './operations.ts'

/** The state of a task. Every status but IN_PROGRESS ends it, so an unknown one is a failure. */
export function taskState({ status, completionPercentage, errors, metadata }: TaskWire): UpstreamTask {
  if (status === 'COMPLETE') return { status, progress: 1, message: null }
  const progress = Math.min(1, Math.max(0, (completionPercentage ?? 0) / 100))
  if (status === 'IN_PROGRESS') return { status, progress, message: null }
  const message = reasonOf(errors) ?? reasonOf(metadata)
  if (status === 'FAILED') return { status, progress, message }
  return { status: 'FAILED', progress, message: message ?? `Its status is ${labelboxText(status) ?? 'empty'}.` }
}

/** `errors` may be text or the address of a file, `metadata` any JSON; neither is documented. */
function reasonOf(value: unknown): string | null {
  if (typeof value === 'string') return /^\s*https?:\/\/\S+\s*$/.test(value) ? null : labelboxText(value)
  if (Array.isArray(value)) return value.map(reasonOf).find(reason => reason !== null) ?? null
  if (typeof value !== 'object' || value === null) return null
  const { error, message, errorMessage } = value as Readonly<Record<string, unknown>>
  return [error, message, errorMessage].map(reasonOf).find(reason => reason !== null) ?? null
}
