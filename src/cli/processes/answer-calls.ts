import type { Worker } from 'node:cluster'
import { toSent } from '../../errors.ts'
import { EVERYTHING, type Store, type StoreReader } from '../../store/index.ts'
import type { Services } from '../services.ts'
import { type FromReader, type Methods, type Outcome, type ToReader, toOutcome, type WriterCall } from './messages.ts'

export type Answers = {
  readonly [M in keyof Methods]: (input: Methods[M]['input'], signal: AbortSignal) => Promise<Methods[M]['output']>
}

interface Sources extends Pick<Services, 'lazy' | 'runs' | 'pulls'> {
  readonly store: Store
}

/** The writer's methods. Readers that ask for the same share one fetch, as the requests of one process do. */
export function createAnswers({ store, lazy, runs, pulls }: Sources): Answers {
  const readerOf = (version: string, signal: AbortSignal): Promise<StoreReader> =>
    store.openSnapshot({ scope: EVERYTHING, version, signal })
  return {
    ensureFrames: async ({ version, wanted }, signal) =>
      (await lazy.ensureFrames(await readerOf(version, signal), wanted, { signal })).map(toOutcome),
    masks: async ({ version, wanted }, signal) =>
      (await lazy.masks(await readerOf(version, signal), wanted, { signal })).map(toOutcome),
    startExport: input => runs.start(input),
    startPull: input => pulls.start(input),
    nextState: ({ taskId, last }, signal) => nextOf(runs.follow(taskId, signal), last),
    nextPullState: ({ taskId, last }, signal) => nextOf(pulls.follow(taskId, signal), last),
  }
}

/** The first state of a task that differs from the last one that the reader knows. */
async function nextOf<Task>(states: AsyncIterable<Task>, last: string): Promise<Task | null> {
  for await (const task of states) if (JSON.stringify(task) !== last) return task
  return null
}

/** Answers the calls of a reader. Returns a function that aborts those under way, for when the reader has ended. */
export function answerCalls(reader: Worker, answers: Answers): () => void {
  const running = new Map<number, AbortController>()
  reader.on('message', async (message: FromReader) => {
    if (message.type === 'cancel') running.get(message.id)?.abort()
    if (message.type !== 'call') return
    const controller = new AbortController()
    running.set(message.id, controller)
    const outcome = await answer(answers, message, controller.signal)
    running.delete(message.id)
    send(reader, { type: 'answer', id: message.id, ...outcome })
  })
  return () => {
    for (const controller of running.values()) controller.abort()
  }
}

async function answer<M extends keyof Methods>(
  answers: Answers,
  { method, input }: WriterCall<M>,
  signal: AbortSignal,
): Promise<Outcome<unknown>> {
  try {
    return { value: await answers[method](input, signal) }
  } catch (error) {
    return { error: toSent(error) }
  }
}

/** Sends unless the reader has ended. */
export function send(reader: Worker, message: ToReader): void {
  if (reader.isConnected()) reader.send(message, () => {})
}
