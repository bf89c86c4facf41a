import type { RunLengthEncoding } from '../../model/index.ts'
import { createThread } from './thread.ts'
import type { FramesTask, ImageResult, Task } from './thread-tasks.ts'

/**
 * Two threads, each started by its first task: one for ordinary masks, and one for large images and large frames
 * documents, which takes one at a time. So no mask waits for a large one, and the memory that decoding takes is that of
 * one large image or document at most.
 */
export interface LazyThreads {
  measureImage(image: Omit<Task<'image'>, 'kind'>, signal?: AbortSignal): Promise<ImageResult>
  draw(rle: RunLengthEncoding): Promise<Buffer>
  storeFrames(frames: FramesTask, signal: AbortSignal): Promise<boolean>
  /** Stops the threads. What they have not finished is rejected. */
  close(): Promise<void>
}

/** The side of the largest ordinary image is 2,048. Decoding takes up to 12 bytes a pixel. */
const LARGE_PIXELS = 2 ** 22
const LARGE_BYTES = 2 ** 20

export function createLazyThreads(): LazyThreads {
  const masks = createThread({ ahead: 16, heapMb: 512 })
  const large = createThread({ ahead: 1, heapMb: 2048 })

  return {
    measureImage(image, signal) {
      const { bytes } = image
      const isLarge = bytes.length > LARGE_BYTES || pixelsOf(bytes) > LARGE_PIXELS
      return (isLarge ? large : masks).run({ kind: 'image', ...image }, signal)
    },
    async draw(rle) {
      const [height, width] = rle.size
      const { buffer } = await (width * height > LARGE_PIXELS ? large : masks).run({ kind: 'draw', rle })
      return Buffer.from(buffer)
    },
    storeFrames: (frames, signal) => large.run({ kind: 'frames', ...frames }, signal),
    async close() {
      await Promise.all([masks.close(), large.close()])
    },
  }
}

/** As the header of a PNG declares them; 0 of what is no PNG. */
function pixelsOf({ buffer, byteOffset, byteLength }: Uint8Array): number {
  if (byteLength < 24) return 0
  const header = new DataView(buffer, byteOffset + 16, 8)
  return header.getUint32(0) * header.getUint32(4)
}
