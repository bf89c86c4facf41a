import { parentPort, workerData } from 'node:worker_threads'
import type { CheckProgress, Finding } from '../check-report.ts'
import { checkStore } from './check-store.ts'
import { Connection } from './connection.ts'

/* The thread of check-in-thread.ts. */

export interface CheckAnswer {
  readonly progress?: CheckProgress
  readonly findings?: readonly Finding[]
}

const connection = new Connection(workerData as string, { readOnly: true })
const work = checkStore(connection)
let step = work.next()
for (; !step.done; step = work.next()) parentPort?.postMessage({ progress: step.value } satisfies CheckAnswer)
connection.close()
parentPort?.postMessage({ findings: step.value } satisfies CheckAnswer)
