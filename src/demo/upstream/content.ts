import type { JsonObject } from '../../model/index.ts'

/** The frames and masks that an upstream serves. */
export interface UpstreamContent {
  /**
   * The lines of a label's frames document; a string is sent as it is.
   * @param group as in the address; null for a video's.
   * @returns [] or '' where the label has none, null where there is no such label.
   */
  frames(labelId: string, group: string | null): readonly JsonObject[] | string | null
  /**
   * The PNG of one object's mask; null where there is none.
   * @param index the frame number; null where the address has none.
   */
  mask(featureId: string, index: number | null): Buffer | null
  /** The PNG of all masks of a frame, each in its colour; null where there is none. */
  composite(compositeId: string, index: number): Buffer | null
}
