import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** In bytes. Smaller saves memory and costs time: what is still in use when it is full is copied. */
const ENOUGH = 8 * 1024 * 1024

/**
 * Keeps the part of the heap in which objects are made from growing further than reading needs. Left alone it
 * doubles with every burst of garbage, up to a hundred megabytes, and a load is one long burst of garbage. V8 takes
 * the limit itself only when a process starts, but the step it grows by at any time.
 */
export function boundYoungGeneration(): { check(): void; release(): void } {
  let bound = false
  return {
    /** To be called often. */
    check() {
      if (bound) return
      const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space')
      if (!young || young.space_size < ENOUGH) return
      setFlagsFromString('--semi-space-growth-factor=1')
      bound = true
    },
    /** What comes after the load may want more. */
    release() {
      if (bound) setFlagsFromString('--semi-space-growth-factor=2')
    },
  }
}
