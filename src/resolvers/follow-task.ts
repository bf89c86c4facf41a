import type { ExportTask } from '../model/index.ts'

/** Under the field's name, as a subscription hands it on. */
export async function* followTask(tasks: AsyncIterable<ExportTask>) {
  for await (const exportTask of tasks) yield { exportTask }
}
