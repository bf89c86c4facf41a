import type { AnnotationPlace, BoundingBox, MaskSource, Point } from './content.ts'

/* A fetched mask as the store keeps it. */

/** A mask and the addresses of its image. */
export interface MaskRef extends AnnotationPlace {
  readonly source: MaskSource
}

/** COCO's: size is [height, width], counts the compressed string that pycocotools reads. */
export interface RunLengthEncoding {
  readonly size: readonly [height: number, width: number]
  readonly counts: string
}

export interface MaskMeasures {
  /** Of the image, in pixels. */
  readonly width: number
  readonly height: number
  /** Pixels of the foreground. */
  readonly area: number
  /** Whole pixels: the pixel at (3, 4) alone is `{ left: 3, top: 4, width: 1, height: 1 }`. Null when the area is 0. */
  readonly boundingBox: BoundingBox | null
  /**
   * The mean of the centres of its pixels, in the same units: the pixel in column 3 covers 3 to 4, so its centre is at
   * 3.5. Null when the area is 0.
   */
  readonly centroid: Point | null
}

/** The image of a mask or a composite, as Labelbox sent it. */
export interface FetchedBytes {
  readonly contentType: string | null
  readonly byteLength: number
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string
}

export interface MeasuredMask extends FetchedBytes, MaskMeasures {
  readonly rle: RunLengthEncoding
  /** True if the image is a composite, which shows other masks too. */
  readonly ofComposite: boolean
}
