import * as module from 'node:module'

/* The start of a process that answers requests. */

// As in cli.js.
module.enableCompileCache()
const { answerRequests } = await import('./answer-requests.ts')
process.exit(await answerRequests())
