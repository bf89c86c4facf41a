/** The function that runs the work when it is called first, and gives each caller its result. What failed is tried again. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= work().catch(error => {
      running = undefined
      throw error
    })
    return running
  }
}
