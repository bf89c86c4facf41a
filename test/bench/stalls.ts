import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Environment } from './child.ts'

/** The longest time that an event loop stood still, in milliseconds. */
export interface Stall {
  readonly longestMs: number
  /** Of the processor time of that thread. */
  readonly longestProcessorMs: number
}

const REPORT_STALLS = new URL('report-stalls.ts', import.meta.url).href

/** The stalls of a server: `environment` is what it has to be started with. */
export function stallsOfServer(folder: string) {
  const path = join(folder, 'stalls.sock')
  return {
    environment(options: string): Environment {
      rmSync(path, { force: true })
      return { NODE_OPTIONS: `${options} --import ${REPORT_STALLS}`, BENCH_STALLS: path }
    },
    /** The longest since the last call; none of a server that ended. */
    async take(): Promise<Stall> {
      try {
        return JSON.parse(await text(connect(path)))
      } catch {
        return { longestMs: 0, longestProcessorMs: 0 }
      }
    },
  }
}
