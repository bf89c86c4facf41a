import { type LevelWithSilent, type Logger, pino } from 'pino'

/**
 * Logger of JSON lines on stderr; stdout is for the output of the command. Queries, variables, bodies and values from
 * exports are never logged.
 */
export function createLogger(level: LevelWithSilent): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
}
