import type { ExportTask } from '../model/index.ts'

/** Events of the subscription field `exportTask`. */
export async function* followTask(tasks: AsyncIterable<ExportTask>) {
  for await (const exportTask of tasks) yield { exportTask }
}
