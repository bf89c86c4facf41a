// Plain JavaScript with nothing to import: it has to run on the very Node that cannot run the rest.
var OLDEST = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  process.stderr.write(
    'slicegraph needs Node ' +
      OLDEST +
      ' or newer and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '): install a newer Node, or run it with npm from a clone, where `npm ci` brings one.\n',
  )
  process.exit(1)
}
