/** Rows of a list as they are sent. */
export class WrittenRows {
  readonly texts: readonly string[]

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  /** As plain objects, for answers that are not sent by `serializeAnswer`. */
  toJSON(): unknown {
    return JSON.parse(`[${this.texts.join(',')}]`)
  }
}
