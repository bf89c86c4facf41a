import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/*
 * Loaded into a child before its program (`--import`): tells on file descriptor 3, at the very end, how much memory
 * the process had at most, in kilobytes, and how much processor time all its threads used, in microseconds. The system
 * keeps these figures, so that no peak is missed.
 */
if (isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
    writeSync(3, `${maxRSS} ${userCPUTime + systemCPUTime}`)
  })
