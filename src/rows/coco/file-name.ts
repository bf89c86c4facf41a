import type { Place } from '../../model/index.ts'

/** The path of an image: `ROW/Axial/000006`, without the plane and the frame where there are none. */
export function fileName(dataRowId: string, { groupName, frameNumber }: Place): string {
  const parts = [dataRowId, ...(groupName === null ? [] : [groupName])].map(pathPart)
  return [...parts, ...(frameNumber === null ? [] : [String(frameNumber).padStart(6, '0')])].join('/')
}

/** Percent-encoded, so that it is one part of a path and never leads out of its folder. */
export function pathPart(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed())
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded
}
