import { listExports, openExport, parseJson, splitRecords } from '../../src/source/index.ts'

/** What the gateway's own reading takes, nothing made of the records and nothing kept. */
for (const file of await listExports(process.argv.slice(2))) {
  for await (const records of splitRecords(openExport(file).bytes)) {
    for (const { bytes } of records) {
      if (parseJson(bytes).fault !== undefined) throw new Error('The export holds a record that is not JSON.')
    }
  }
}
