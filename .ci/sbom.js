import { execFileSync } from 'node:child_process'

/*
 * Prints the SBOM of the packages that run, in CycloneDX. `npm sbom --omit dev` leaves out packages that something of
 * development needs, too, such as graphql: so all are listed, and those of development alone are taken out here.
 */

const isOfDevelopment = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')

const all = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const sbom = JSON.parse(all)
const left = new Set(sbom.components.filter(isOfDevelopment).map(component => component['bom-ref']))
sbom.components = sbom.components.filter(component => !left.has(component['bom-ref']))
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => !left.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(other => !left.has(other)) }))
console.log(JSON.stringify(sbom, null, 2))
