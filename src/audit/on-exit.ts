const calls = new Set<() => void>()

/**
 * Calls a function when the process ends, unless it is killed. It cannot wait for anything.
 * @returns a function that takes the call back
 */
export function onExit(call: () => void): () => void {
  // One listener for all: Node warns of more than ten.
  if (calls.size === 0) process.on('exit', callAll)
  calls.add(call)
  return () => {
    calls.delete(call)
    if (calls.size === 0) process.off('exit', callAll)
  }
}

function callAll(): void {
  for (const call of calls) call()
}
