import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/*
 * Runs the tests, all of them or those of the files that are named, in as many processes as there are cores. Node would
 * leave one core free, although many tests wait for other processes, sockets and timers.
 */

const [, , ...named] = process.argv
const files = named.length > 0 ? named : ['test/**/*.test.ts']
const { status } = spawnSync(process.execPath, ['--test', `--test-concurrency=${availableParallelism()}`, ...files], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
