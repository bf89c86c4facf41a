import { createHash, hash } from 'node:crypto'

/** Bytes that follow from their number, up to 12 KiB, so that another process knows what is right. */
export function numberedBytes(number: number): Buffer {
  const length = (number * 7919) % 12_288
  return createHash('shake256', { outputLength: length }).update(String(number)).digest()
}

export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}
