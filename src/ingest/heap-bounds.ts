import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** For young objects, in bytes. Smaller saves memory and costs time: what is in use when it is full is copied. */
const YOUNG_BYTES = 16 * 1024 * 1024
/** How much garbage of old objects may gather, in percent of what is in use. */
const OLD_PERCENT = 120

/**
 * Keeps the heap from growing further than reading needs. A load is one long burst of garbage, and left alone V8
 * takes it for a reason to grow: 600 MB where 270 do, for a tenth more time. V8 takes its limits only when a process
 * starts, but the steps it grows by at any time.
 */
export function boundHeap(): { check(): void; release(): void } {
  let bound = false
  return {
    /** To be called often. */
    check() {
      if (bound) return
      const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space')
      if (!young || young.space_size < YOUNG_BYTES) return
      setFlagsFromString('--semi-space-growth-factor=1')
      setFlagsFromString(`--heap-growing-percent=${OLD_PERCENT}`)
      bound = true
    },
    /** What comes after the load may want more: V8's own values. */
    release() {
      if (!bound) return
      setFlagsFromString('--semi-space-growth-factor=2')
      setFlagsFromString('--heap-growing-percent=0')
    },
  }
}
