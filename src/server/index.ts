export { checkAddress } from './address.ts'
export { createLogger, type LogLevel } from './logger.ts'
export { readSdl } from './schema.ts'
export { createServer, type RunningServer, type ServerConfig } from './server.ts'
