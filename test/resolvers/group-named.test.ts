import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { GroupNode } from '../../src/loaders/index.ts'
import { groupNamed } from '../../src/resolvers/group-named.ts'

const axial = group('Axial', 'axial')
const probe = group('probe', 'probe')
const Probe = group('Probe', 'Probe')
const groups = [axial, probe, Probe]

it('ignores case', () => {
  for (const name of ['axial', 'Axial', 'AXIAL']) assert.equal(groupNamed(groups, name), axial)
})

it('prefers the exact spelling', () => {
  assert.equal(groupNamed(groups, 'Probe'), Probe)
  assert.equal(groupNamed(groups, 'probe'), probe)
})

it('answers null for a name that no group has', () => {
  assert.equal(groupNamed(groups, 'Coronal'), null)
})

function group(idName: string, name: string): GroupNode {
  return {
    key: 'OTHER',
    idName,
    name,
    remote: false,
    framesUrl: null,
    frameCount: 0,
    classifications: [],
    relationships: [],
    tracks: [],
    labelId: 'label',
    format: 'v1',
  }
}
