import { readFileSync } from 'node:fs'
import { countLines, type FileCase } from './file-case.ts'

/** Every published sample, and the ids of its records. */
const SAMPLES: readonly { readonly file: string; readonly ids: readonly string[] }[] = [
  { file: 'dicom-v1-frames-axial.ndjson', ids: [] },
  { file: 'dicom-v1.json', ids: ['cl2y5gyv5pl2s07749ceb5mr2'] },
  { file: 'dicom-v2.json', ids: ['cldnyuj4z1qjk083c202478df'] },
  { file: 'dicom-v2.ndjson', ids: ['cldnyuj4z1qjk083c202478df'] },
]

/** The samples cut behind each of their bytes. The ids of each cut are its own. */
export function* byteCuts(): Generator<FileCase, void, undefined> {
  for (const [at, { file, ids }] of SAMPLES.entries()) {
    const text = readFileSync(new URL(`../fixtures/wire/${file}`, import.meta.url), 'utf8')
    const { length } = Buffer.from(text)
    for (let end = 1; end <= length; end++) {
      const own = (id: string) => `${id.slice(0, -6)}${at}${String(end).padStart(5, '0')}`
      const bytes = Buffer.from(ids.reduce((cut, id) => cut.replaceAll(id, own(id)), text)).subarray(0, end)
      const isLines = file.endsWith('.ndjson')
      yield {
        name: `${file} cut at ${end}`,
        bytes,
        sound: end === length ? ids.map(own) : [],
        ids: ids.map(own),
        records: isLines ? countLines(bytes) : null,
      }
    }
  }
}

export const BYTE_CUTS = SAMPLES.reduce(
  (sum, { file }) => sum + readFileSync(new URL(`../fixtures/wire/${file}`, import.meta.url)).length,
  0,
)
