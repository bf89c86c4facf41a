/** Bytes at the start that are enough for `foreignFormat`. */
export const FORMAT_HEAD_BYTES = 512

/** Names the format of content that is not JSON, by its first bytes, and says what to do; else null. */
export function foreignFormat(head: Uint8Array): string | null {
  const text = Buffer.from(head.subarray(0, FORMAT_HEAD_BYTES)).toString('latin1')
  if (MARKUP.test(text)) return 'is HTML or XML, perhaps an error or sign-in page. Download the export again'
  return FORMATS.find(({ magic, at = 0 }) => magic.some(start => text.startsWith(start, at)))?.advice ?? null
}

/** May stand behind UTF-8's byte order mark. */
const MARKUP = /^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|\?xml|!--)/i

const UNPACK = 'Unpack it, and load the files in it'
const NAME_JSON = 'Name the JSON or NDJSON file of the export'

const FORMATS: readonly { readonly magic: readonly string[]; readonly at?: number; readonly advice: string }[] = [
  { magic: ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'], advice: `is a ZIP archive. ${UNPACK}` },
  { magic: ['ustar'], at: 257, advice: `is a tar archive. ${UNPACK}` },
  { magic: ['7z\xbc\xaf\x27\x1c'], advice: `is a 7z archive. ${UNPACK}` },
  { magic: ['Rar!\x1a\x07'], advice: `is a RAR archive. ${UNPACK}` },
  { magic: ['1AY&SY'], at: 4, advice: 'is compressed with bzip2. Decompress it (bunzip2), or use gzip or zstd' },
  { magic: ['\xfd7zXZ\0'], advice: 'is compressed with xz. Decompress it (unxz), or use gzip or zstd' },
  {
    magic: ['\xff\xfe', '\xfe\xff', '{\0', '[\0', '\0{', '\0['],
    advice: 'is UTF-16 or UTF-32 text. Save it as UTF-8',
  },
  { magic: ['%PDF-'], advice: `is a PDF. ${NAME_JSON}` },
  { magic: ['DICM'], at: 128, advice: `is a DICOM image. ${NAME_JSON}` },
  { magic: ['SQLite format 3\0'], advice: 'is an SQLite database. To serve a store, use --store sqlite:PATH' },
]
