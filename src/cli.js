#!/usr/bin/env node
import './node-version.js'
import * as module from 'node:module'

// Before anything else is loaded, and everything else only after it: compiled code is kept between starts. This file is
// JavaScript, or each start would load Node's compiler of TypeScript for it.
module.enableCompileCache()
const { main } = await import('./cli/main.ts')
process.exit(await main(process.argv.slice(2)))
