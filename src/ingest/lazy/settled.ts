/** Each on its own: what fails is an Error at its place. */
export function settled<In, Out>(values: readonly In[], read: (value: In) => Promise<Out>): Promise<(Out | Error)[]> {
  return Promise.all(
    values.map(value =>
      read(value).catch((error: unknown) =>
        error instanceof Error ? error : new Error('not an error', { cause: error }),
      ),
    ),
  )
}
