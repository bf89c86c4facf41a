import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/*
 * Loaded into a child before its program (`--import`): tells on file descriptor 3, at the very end, how much memory
 * the process had at most, in kilobytes. The system keeps that figure, so that no peak is missed.
 */
if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
