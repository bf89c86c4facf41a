import * as module from 'node:module'

// What start-thread.ts starts. As in cli.js: a thread has its own cache of compiled code, which is off until it asks for
// it. This file is JavaScript, or each thread would load Node's compiler of TypeScript for it.
module.enableCompileCache()
await import(process.argv[2] ?? '')
