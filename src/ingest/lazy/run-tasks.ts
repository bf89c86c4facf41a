import { parentPort } from 'node:worker_threads'
import { toSent } from '../../errors.ts'
import { drawMask, measureImage } from './measure-image.ts'
import type { TaskAnswer } from './thread.ts'
import type { Task } from './thread-tasks.ts'

/* The script of thread.ts: runs tasks in their order. */

let last: Promise<void> = Promise.resolve()

parentPort?.on('message', (tasks: readonly Task[]) => {
  last = last.then(async () => {
    const answers: TaskAnswer[] = []
    for (const task of tasks) answers.push(await answerTo(task))
    parentPort?.postMessage(answers, answers.flatMap(buffersOf))
  })
})

const buffersOf = (answer: TaskAnswer) =>
  'value' in answer && answer.value instanceof Uint8Array ? [answer.value.buffer as ArrayBuffer] : []

async function answerTo(task: Task): Promise<TaskAnswer> {
  try {
    return { value: await perform(task) }
  } catch (error) {
    return { error: toSent(error) }
  }
}

async function perform(task: Task) {
  if (task.kind === 'image') return measureImage(task)
  if (task.kind === 'draw') return Uint8Array.from(drawMask(task.rle))
  // Imported with the first document: masks need none of it.
  const { storeInThread } = await import('./frames-document.ts')
  return storeInThread(task)
}
