import type { Stall } from './stalls.ts'

const EVERY_MS = 1

/**
 * Notes how long the event loop of this thread stands still, by the clock and by the processor time of the thread, which
 * other work on the machine does not lengthen.
 */
export function watchStalls() {
  const processorMs = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let [longestMs, longestProcessorMs] = [0, 0]
  let [turnedAt, usedThen] = [performance.now(), processorMs()]
  const turn = () => {
    const [now, used] = [performance.now(), processorMs()]
    longestMs = Math.max(longestMs, now - turnedAt - EVERY_MS)
    longestProcessorMs = Math.max(longestProcessorMs, used - usedThen)
    turnedAt = now
    usedThen = used
  }
  const timer = setInterval(turn, EVERY_MS).unref()
  return {
    /** The longest since the last call. */
    take(): Stall {
      turn()
      const stall = { longestMs, longestProcessorMs }
      longestMs = longestProcessorMs = 0
      return stall
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
