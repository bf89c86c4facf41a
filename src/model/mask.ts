import type { AnnotationPlace, BoundingBox, MaskSource, Point } from './content.ts'

/* A mask whose bytes were fetched, as it is kept. */

/** A mask, and where it can be had. */
export interface MaskRef extends AnnotationPlace {
  readonly source: MaskSource
}

/** COCO's: size is [height, width], counts the compressed string that pycocotools reads. */
export interface RunLengthEncoding {
  readonly size: readonly [height: number, width: number]
  readonly counts: string
}

export interface MaskFigures {
  /** Of the image, in pixels. */
  readonly width: number
  readonly height: number
  /** Pixels of the foreground. */
  readonly area: number
  /** Whole pixels: the pixel at (3, 4) alone is `{ left: 3, top: 4, width: 1, height: 1 }`. Null when the area is 0. */
  readonly boundingBox: BoundingBox | null
  /**
   * The mean of the centres of its pixels, in the same measure: the pixel in column 3 covers 3 to 4, so the centre of
   * it alone is at 3.5, as its box's is. Null when the area is 0.
   */
  readonly centroid: Point | null
}

/** The bytes that a mask, or a composite, was read from, as the upstream sent them. */
export interface FetchedBytes {
  readonly contentType: string | null
  readonly byteLength: number
  /** Their SHA-256, in hexadecimal. */
  readonly digest: string
}

export interface MeasuredMask extends FetchedBytes, MaskFigures {
  readonly rle: RunLengthEncoding
  /** True where the bytes are those of a composite, which holds other masks beside this one. */
  readonly ofComposite: boolean
}
