// Plain JavaScript without imports: it runs on the old Node versions that cannot run the rest.
var OLDEST = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    'slicegraph needs Node ' +
      OLDEST +
      ' or newer, and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '). In a clone, run `npm ci`, which installs Node ' +
      OLDEST +
      ' into node_modules; after `npm ci --ignore-scripts`, run `npm rebuild node --ignore-scripts=false`. ' +
      'Elsewhere, install a newer Node.\n',
  )
  process.exit(1)
}
