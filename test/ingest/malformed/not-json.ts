import {
  array,
  type Fault,
  goodRow,
  goodV1Record,
  lines,
  type MalformedInput,
  rejected,
  v1With,
  v2With,
} from './input.ts'
import { MARKER } from './records.ts'

/** Text that is nearly JSON, and JSON that is no record. */
export function notJson(): MalformedInput[] {
  return [
    lines('not JSON', nearlyJson()),
    array('not JSON, in an array', nearlyJson()),
    lines('no record', noRecords()),
    array('no record, in an array', noRecords()),
    ...pastedFromDocs(),
    ...brokenContainers(),
  ]
}

const row = (rest: string) => `{"data_row":{"id":"r","external_id":"${MARKER}"},"projects":{}${rest}}`

/** Faults with paired brackets and quotes, so that an array can be split at its commas. */
function nearlyJson(): Fault[] {
  return [
    rejected('a trailing comma in an object', row(',')),
    rejected('a trailing comma in a list', row(',"attachments":[1,]'), '$.attachments'),
    rejected('two commas', row(',,"x":1')),
    rejected('no comma', row(' "x":1')),
    rejected('no colon', row(',"x" 1'), '$.x'),
    rejected('two colons', row(',"x"::1'), '$.x'),
    rejected('a key without quotes', row(',x:1')),
    rejected('a key that is a number', row(',1:1')),
    rejected('single quotes', row(`,'x':1`)),
    rejected('a value in single quotes', row(`,"x":'${MARKER}'`), '$.x'),
    rejected('a bare word', row(`,"x":${MARKER}`), '$.x'),
    rejected('undefined', row(',"x":undefined'), '$.x'),
    rejected("Python's None", row(',"x":None'), '$.x'),
    rejected("Python's True", row(',"x":True'), '$.x'),
    rejected('NaN', row(',"x":NaN'), '$.x'),
    rejected('Infinity', row(',"x":Infinity'), '$.x'),
    rejected('-Infinity', row(',"x":-Infinity'), '$.x'),
    rejected('a plus sign', row(',"x":+1'), '$.x'),
    rejected('a leading zero', row(',"x":01'), '$.x'),
    rejected('a number that begins with its point', row(',"x":.5'), '$.x'),
    rejected('a number that ends with its point', row(',"x":5.'), '$.x'),
    rejected('a hexadecimal number', row(',"x":0x10'), '$.x'),
    rejected('a number with underscores', row(',"x":1_000'), '$.x'),
    rejected('a big integer', row(',"x":1n'), '$.x'),
    rejected('a comment of one line at the end', row(` // ${MARKER}`)),
    rejected('a comment between', row(` /* ${MARKER} */ `)),
    rejected('an escape that JSON does not know', row(`,"x":"\\x41 ${MARKER}"`), '$.x'),
    rejected('a Unicode escape that is none', row(`,"x":"\\uZZZZ ${MARKER}"`), '$.x'),
    rejected('a raw tab in a string', row(`,"x":"\t${MARKER}"`), '$.x'),
    rejected('a raw NUL in a string', row(`,"x":"\0${MARKER}"`), '$.x'),
    rejected('a NUL between', row('\0')),
    rejected('a no-break space between', row('\u00a0')),
  ]
}

function noRecords(): Fault[] {
  return [
    rejected('null', 'null'),
    rejected('true', 'true'),
    rejected('a number', '17'),
    rejected('a string', `"${MARKER}"`),
    rejected('an empty string', '""'),
    rejected('an empty array', '[]'),
    rejected('an array in an array', `[{"${MARKER.slice(0, 3)}":"${MARKER}"}]`),
    rejected('an empty object', '{}'),
    rejected('an object of something else', `{"name":"${MARKER}"}`),
    rejected('a row without its data row', `{"projects":{},"media_attributes":{"x":"${MARKER}"}}`),
    rejected('a data row alone', `{"id":"r","row_data":"${MARKER}"}`),
    rejected('a label of v2 alone', `{"label_kind":"DICOM","id":"l","annotations":{"x":"${MARKER}"}}`),
    rejected('a v1 record without ID', `{"Labeled Data":"${MARKER}","Label":{}}`, '$.ID'),
    rejected('keys in lower case', `{"id":"l","labeled data":"${MARKER}","label":{}}`),
    rejected(
      'v2 and v1 at once',
      `{"data_row":{"id":"r"},"projects":{},"ID":"l","Labeled Data":"${MARKER}","Label":{}}`,
    ),
    rejected('a line of a frames document', `{"frameNumber":6,"objects":[],"classifications":[],"x":"${MARKER}"}`),
    rejected('a line of a frames document of 2021', `{"frameNumber":6,"objects":[{"title":"${MARKER}"}]}`),
    rejected('a response of GraphQL', `{"data":{"project":{"name":"${MARKER}"}}}`),
    rejected('a line of an error stream', `{"error":"${MARKER}","dataRowId":"r"}`),
    v2With('$.data_row.id'),
    v2With('$.projects.P.labels[0].id'),
    v1With('$.ID'),
    v1With('$.Label.objects[0].featureId'),
    // Exports of 2018 and 2019.
    v1With('$.Label', '{"Lesion":[[{"x":1,"y":2},{"x":3,"y":4}]]}'),
    v1With('$.Label', `{"Lesion":[{"geometry":[{"x":1,"y":2}],"side":"${MARKER}"}],"note":"${MARKER}"}`),
    v1With('$.Label', '{"Lesion":"MULTIPOLYGON (((1 2, 3 4, 5 6, 1 2)))"}'),
    v1With('$.Label', '{"Lesion":"POLYGON ((1 2, 3 4, 5 6, 1 2))"}'),
    v1With('$.Label', `{"model":"${MARKER}"}`),
  ]
}

/** Faults of Labelbox's own page when it is pasted. Each rejects the records that cannot be told apart from it. */
function pastedFromDocs(): MalformedInput[] {
  const pretty = JSON.stringify({ data_row: { id: 'r', external_id: MARKER }, projects: {} }, null, 2)
  const comment = pretty.replace('{', '{ // This is from the frame data')
  return [
    { name: 'a comment at the head of an object', pieces: [rejected('the object', comment)] },
    {
      name: 'a comment in an element of an array',
      pieces: ['[\n', goodRow(), ',\n', rejected('the element', comment), ',\n', goodV1Record(), '\n]\n'],
    },
    {
      name: 'a doubled brace after an object',
      pieces: [goodOverLines(), '\n', rejected('the brace and all behind it', '}')],
    },
    {
      name: 'a doubled brace in an array',
      pieces: ['[\n', goodRow(), ',\n', rejected('the element and all behind it', `${pretty}}\n]`)],
    },
    { name: 'a missing ]', pieces: ['[\n', goodRow(), '\n', rejected('the end', '')] },
    {
      name: 'a missing ] within',
      pieces: [rejected('all', '{"data_row":{"id":"r"},\n"attachments":[{"value":"x"}\n}')],
    },
  ]
}

function brokenContainers(): MalformedInput[] {
  const missing = rejected('nothing', '')
  return [
    { name: 'a trailing comma in an array', pieces: ['[', goodRow(), ',', missing, ']'] },
    { name: 'a leading comma in an array', pieces: ['[', missing, ',', goodRow(), ']'] },
    { name: 'two commas in an array', pieces: ['[', goodRow(), ',', missing, ',', goodV1Record(), ']'] },
    { name: 'no comma in an array', pieces: ['[', rejected('two as one', `${row('')} ${row('')}`), ']'] },
    { name: 'text after an array', pieces: ['[', goodRow(), ']\n', rejected('the text', MARKER)] },
    { name: 'a second array', pieces: ['[', goodRow(), ']\n', rejected('the second array', `[${row('')}]`)] },
    {
      name: 'an array closed by a brace',
      pieces: ['[', goodRow(), ',', rejected('the last and the brace', `${row('')}}`)],
    },
    { name: 'commas after the lines', pieces: [rejected('a row and a comma', `${row('')},`), '\n', goodRow(), '\n'] },
    {
      name: 'a line of text before the first row',
      pieces: [rejected('a header', `id;${MARKER}`), '\n', goodRow(), '\n'],
    },
    {
      name: 'two rows on one line',
      pieces: [goodRow(), '\n', rejected('both', row('') + row('')), '\n', goodV1Record()],
    },
    { name: 'a file that is a list of lists', pieces: ['[', rejected('a list', `[${row('')}]`), ']'] },
    { name: 'a row wrapped in an object', pieces: [rejected('it', `{"data":[${row('')}]}`)] },
  ]
}

/** A good row as an editor lays it out. */
function goodOverLines(): Fault {
  const good = goodRow()
  return { ...good, bytes: Buffer.from(JSON.stringify(JSON.parse(good.bytes.toString()), null, 2)) }
}
