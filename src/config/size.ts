/** Sizes of settings, for messages. */
export const SIZE = 'a size such as 128MB, 500kB or 1GB, or 0'

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 }

/** Bytes of `128MB`, in powers of ten as elsewhere; without a unit, bytes. Null if the text is no size. */
export function bytesOf(text: string): number | null {
  const [, number = '', unit = 'b'] = /^(\d{1,12}(?:\.\d{1,3})?) ?([kmg]?b)?$/i.exec(text) ?? []
  const bytes = Math.floor(Number(number) * (UNITS[unit.toLowerCase()] ?? 0))
  return number !== '' && bytes <= 1e12 ? bytes : null
}

/**
 * How the memory of SLICEGRAPH_CACHE is divided. Rows serve every query, answers only those that come again; an answer is
 * larger than the rows of a page.
 */
export function cacheParts(bytes: number): { readonly rows: number; readonly answers: number } {
  const answers = Math.floor(bytes / 4)
  return { rows: bytes - answers, answers }
}
