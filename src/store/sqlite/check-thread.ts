import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { CheckProgress, Finding } from '../check-report.ts'
import { checkStore } from './check-store.ts'
import { Connection } from './connection.ts'

/* The thread of check-in-thread.ts. */

const LOWEST = 19

export interface CheckCall {
  readonly path: string
  /** See `checkStore`. */
  readonly everything: boolean
  /** False: everything else on the machine comes first. */
  readonly isUrgent: boolean
}

export interface CheckAnswer {
  readonly progress?: CheckProgress
  readonly findings?: readonly Finding[]
}

const { path, everything, isUrgent } = workerData as CheckCall
// On Linux it is that of this thread alone; elsewhere that of all requests.
if (!isUrgent && process.platform === 'linux') setPriority(LOWEST)
const connection = new Connection(path, { readOnly: true })
const work = checkStore(connection, everything)
let step = work.next()
for (; !step.done; step = work.next()) parentPort?.postMessage({ progress: step.value } satisfies CheckAnswer)
connection.close()
parentPort?.postMessage({ findings: step.value } satisfies CheckAnswer)
