import { parentPort, workerData } from 'node:worker_threads'
import { toSent } from '../../errors.ts'
import { hidesPeople, KEEP_ON } from './capabilities.ts'
import { Connection } from './connection.ts'
import { definePeople } from './known-people.ts'
import type { ReaderThreadData, ScanAnswer, ScanCall } from './reader-threads.ts'
import { requireVersion } from './state.ts'

/* A thread of reader-threads.ts: runs one scan at a time, until it is told to interrupt it. */

const { path, interrupted } = workerData as ReaderThreadData
const flag = new Int32Array(interrupted)
let running = 0
/** Asked by the running scan. */
let questions = 0
let opened: ReturnType<typeof open> | undefined

parentPort?.on('message', (call: ScanCall | 'close') => {
  if (call !== 'close') return parentPort?.postMessage(answer(call))
  opened?.connection.close()
  parentPort?.close()
})

function answer(call: ScanCall): ScanAnswer {
  try {
    return { columns: scan(call) }
  } catch (error) {
    return { error: toSent(error) }
  }
}

function scan({ no, text, parameters, version }: ScanCall) {
  running = no
  opened ??= open()
  const { connection, readPeople } = opened
  return connection.snapshot(() => {
    requireVersion(connection, version)
    if (hidesPeople(text)) readPeople()
    questions = 0
    return { ...connection.columns(text, ...parameters), questions }
  })
}

function open() {
  const connection = new Connection(path, { readOnly: true })
  connection.define(KEEP_ON, () => {
    questions += 1
    if (Atomics.load(flag, 0) === running) throw new Error('The scan was interrupted.')
    return 1
  })
  return { connection, readPeople: definePeople(connection) }
}
