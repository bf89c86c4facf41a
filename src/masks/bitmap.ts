/** One mask, row by row from the top left. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** One byte a pixel: 0 background, 1 foreground. */
  readonly data: Uint8Array
}
