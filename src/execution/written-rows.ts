/** Rows of a list as they are sent. */
export class WrittenRows {
  readonly texts: readonly string[]

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  /** For those who send an answer by other means. */
  toJSON(): unknown {
    return JSON.parse(`[${this.texts.join(',')}]`)
  }
}
