import { listExports, openExport, parseJson, splitRecords } from '../../src/source/index.ts'

/** Splits and parses exports as a load does, and discards the records. */
for (const file of await listExports(process.argv.slice(2))) {
  for await (const records of splitRecords(openExport(file).bytes)) {
    for (const { bytes } of records) {
      if (parseJson(bytes).fault !== undefined) throw new Error('The export holds a record that is not JSON.')
    }
  }
}
