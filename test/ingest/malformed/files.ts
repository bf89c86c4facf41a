import { goodRow, goodV1Record, type MalformedInput, named, rejected, v1With, v2Keeps, v2With } from './input.ts'
import { MARKER } from './records.ts'

/** Whole files of which little or nothing can be loaded, and files of both generations. */
export function files(): MalformedInput[] {
  const line = (number: number) => rejected(`line ${number}`, `{"frameNumber":${number},"objects":[],"x":"${MARKER}"}`)
  return [
    { name: 'an empty array', pieces: ['[]'] },
    { name: 'an empty array over lines', pieces: ['\n[\n\n]\n'] },
    { name: 'an empty object', pieces: [rejected('it', '{}')] },
    { name: 'null', pieces: [rejected('it', 'null')] },
    { name: 'a string', pieces: [rejected('it', `"${MARKER}"`)] },
    { name: 'a frames document', pieces: [line(1), '\n', line(2), '\n'] },
    { name: 'a frames document in an array', pieces: ['[', line(1), ',', line(2), ']'] },
    { name: 'CSV', pieces: [rejected('its head', 'ID,Label'), '\n', rejected('a line', `1,"${MARKER}"`), '\n'] },
    {
      name: 'v2 and v1 by turns, faults of both between',
      pieces: [
        ...[goodRow(), '\n', v1With('$.ID', '7'), '\n', goodV1Record(), '\n', v2With('$.data_row.id', '7'), '\n'],
        ...[goodRow(), '\n', named('a v1 record in lines', v1With('$.Label', '7')), '\n', goodV1Record(), '\n'],
      ],
    },
    {
      name: 'v2 and v1 in an array',
      pieces: ['[', goodV1Record(), ',', v2With('$.projects', '7'), ',', goodRow(), ']'],
    },
    {
      name: 'spaces around everything',
      pieces: [' \n\t[ \n', goodRow(), ' \n , \t', v2Keeps('a row', '$.unknown', '1'), ' ]\n '],
    },
  ]
}

/** Files that hold nothing at all: there is no record to count, and the person is told. */
export const UNREADABLE_FILES: Readonly<Record<string, string | Buffer>> = {
  'no bytes': '',
  'a line feed': '\n',
  'spaces, tabs and line ends': ' \t\r\n\n ',
  'a page of HTML': `<html><p>${MARKER}</p></html>`,
  'UTF-16': Buffer.from(`\ufeff{"data_row":{"id":"${MARKER}"}}`, 'utf16le'),
}
