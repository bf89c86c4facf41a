/** How often a header stands in a request. Node takes the first of several, and what stands before the gateway may take the last. */
export function countHeaders(rawHeaders: readonly string[], name: string): number {
  let count = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const found = rawHeaders[index] ?? ''
    if (found.length === name.length && found.toLowerCase() === name) count++
  }
  return count
}
