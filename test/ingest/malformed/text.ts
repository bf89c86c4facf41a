import { type Fault, goodRow, goodV1Record, lines, type MalformedInput, rejected, stored, v2Keeps } from './input.ts'
import { MARKER, v2Row } from './records.ts'

/** Bytes that are not UTF-8, characters that other readers break lines at, marks and line ends. */
export function text(): MalformedInput[] {
  return [
    lines('not UTF-8', Object.entries(NOT_UTF8).flatMap(notUtf8)),
    lines('characters to keep', SEPARATORS.flatMap(separator)),
    ...lineEnds(),
    ...marks(),
  ]
}

const NOT_UTF8: Readonly<Record<string, readonly number[]>> = {
  'a lone continuation byte': [0x80],
  'two continuation bytes': [0xbf, 0x80],
  'an overlong slash of two bytes': [0xc0, 0xaf],
  'an overlong NUL': [0xc0, 0x80],
  'an overlong slash of three bytes': [0xe0, 0x80, 0xaf],
  'an overlong slash of four bytes': [0xf0, 0x80, 0x80, 0xaf],
  'a sequence of two cut after one': [0xc3],
  'a sequence of three cut after two': [0xe2, 0x82],
  'a sequence of four cut after three': [0xf0, 0x9f, 0x98],
  'a high surrogate': [0xed, 0xa0, 0x80],
  'a low surrogate': [0xed, 0xb0, 0x80],
  'a pair of surrogates': [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
  'a code point beyond the last': [0xf4, 0x90, 0x80, 0x80],
  'a sequence of five': [0xf8, 0x88, 0x80, 0x80, 0x80],
  'byte FE': [0xfe],
  'byte FF': [0xff],
  'Latin-1': [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72],
  'UTF-16, both bytes of a mark': [0xff, 0xfe],
}

/** In a value, in a key and in front of the record. */
function notUtf8([name, bytes]: [string, readonly number[]]): Fault[] {
  const cut = (before: string, after: string) =>
    Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])
  return [
    rejected(`${name} in a value`, cut(`{"data_row":{"id":"r","row_data":"${MARKER}`, '"},"projects":{}}')),
    rejected(`${name} in a key`, cut('{"data_row":{"id":"r","', `":"${MARKER}"},"projects":{}}`)),
    rejected(`${name} before the record`, cut('', `{"data_row":{"id":"${MARKER}"},"projects":{}}`)),
  ]
}

const SEPARATORS = ['\u2028', '\u2029', '\u0085', '\ufeff', '\u00a0', '\u200b', '\ufffd', '\u{1f600}', '\u{10ffff}']

function separator(character: string): Fault[] {
  const name = `U+${character.codePointAt(0)?.toString(16).padStart(4, '0')}`
  const escaped = [...character]
    .flatMap(unit => unit.split(''))
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [
    v2Keeps(`${name} raw in a value`, '$.data_row.row_data', `"a${character}b"`),
    v2Keeps(`${name} escaped in a value`, '$.data_row.row_data', `"a${escaped.join('')}b"`),
    v2Keeps(`${name} raw in a key`, '$.media_attributes', `{"a${character}b":1}`),
    v2Keeps(
      `${name} raw in a feature id`,
      '$.projects.P.labels[2].annotations.objects',
      `[{"feature_id":"a${character}"}]`,
    ),
  ]
}

function lineEnds(): MalformedInput[] {
  const minimal = `{"data_row":{"id":"r","row_data":"${MARKER}"}}`
  return [
    { name: 'CRLF', pieces: [goodRow(), '\r\n', rejected('null', 'null'), '\r\n', goodV1Record(), '\r\n'] },
    {
      name: 'CRLF and blank lines',
      pieces: ['\r\n\r\n', goodRow(), '\r\n \t\r\n', rejected('null', 'null'), '\n\n', goodV1Record()],
    },
    { name: 'CRLF in an array', pieces: ['[\r\n', goodRow(), ',\r\n', rejected('null', 'null'), '\r\n]\r\n'] },
    {
      name: 'bare CR between rows',
      pieces: [rejected('both, as one line', `${minimal}\r${minimal}`), '\n', goodRow()],
    },
    {
      name: 'bare CR within a row',
      pieces: [goodRow(), '\n', stored('a row', minimal.replace(':', '\r:\r'), 'r'), '\n'],
    },
    {
      name: 'a raw CR in a string',
      pieces: [goodRow(), '\n', rejected('a row', minimal.replace('^', '\r')), '\n', goodRow()],
    },
    {
      name: 'a raw line feed in a string',
      pieces: [
        goodRow(),
        '\n',
        rejected('the first half', minimal.slice(0, 30), '$.data_row'),
        '\n',
        rejected('the second half', minimal.slice(30)),
        '\n',
        goodRow(),
      ],
    },
    { name: 'a row over many lines among lines', pieces: [goodRow(), '\n', ...overLines(), '\n', goodV1Record()] },
    { name: 'no line feed at the end', pieces: [goodRow(), '\n', rejected('null', 'null')] },
    {
      name: 'U+2028 between rows',
      pieces: [goodRow(), '\n', rejected('both', `${minimal}\u2028${minimal}`), '\n', goodRow()],
    },
    {
      name: 'a vertical tab between rows',
      pieces: [goodRow(), '\n', rejected('both', `${minimal}\v${minimal}`), '\n', goodRow()],
    },
    { name: 'a form feed after a row', pieces: [goodRow(), '\n', rejected('it', `${minimal}\f`), '\n', goodRow()] },
  ]
}

/** Each of its lines is a record that is none, since the file has shown to be one row a line. */
function overLines() {
  const [first = '', ...others] = JSON.stringify(v2Row(MARKER), null, 1).split('\n')
  return [rejected('line 1', first), ...others.flatMap((line, index) => ['\n', ...indented(line, index + 2)])]
}

function indented(line: string, number: number) {
  const content = line.trimStart()
  return [line.slice(0, line.length - content.length), rejected(`line ${number}`, content)]
}

const MARK = '\ufeff'

function marks(): MalformedInput[] {
  return [
    { name: 'a mark at the start', pieces: [MARK, goodRow(), '\n', goodV1Record(), '\n'] },
    { name: 'a mark before an array', pieces: [MARK, '[', goodRow(), ',', goodV1Record(), ']'] },
    { name: 'a mark before an object', pieces: [MARK, goodRow()] },
    { name: 'a mark and blank lines', pieces: [MARK, '\n\n', goodRow(), '\n'] },
    { name: 'two marks', pieces: [MARK, rejected('a row', `${MARK}{"data_row":{"id":"${MARKER}"}}`), '\n', goodRow()] },
    {
      name: 'a mark mid-file',
      pieces: [goodRow(), '\n', rejected('a row', `${MARK}{"data_row":{"id":"${MARKER}"}}`), '\n', goodRow()],
    },
    {
      name: 'a mark in an array',
      pieces: ['[', goodRow(), ',', rejected('a row', `${MARK}{"data_row":{"id":"${MARKER}"}}`), ']'],
    },
  ]
}
