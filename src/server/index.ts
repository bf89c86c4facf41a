export { checkAddress } from './address.ts'
export { createLogger } from './logger.ts'
export { readSdl } from './schema.ts'
export { createServer, type ServerConfig } from './server.ts'
