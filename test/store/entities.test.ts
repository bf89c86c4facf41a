import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AnyEntity, ENTITIES, VERSIONED_NAMES } from '../../src/store/entities/index.ts'

/* The names that declarations give as text, as far as entity-types.test.ts does not check them. */

const fieldsOf = ({ columns, computed }: AnyEntity) =>
  new Set([...Object.keys(columns), ...Object.keys(computed ?? {})])

it('entities of versions are cleared and collected, and no others', () => {
  const versioned = Object.entries<AnyEntity>(ENTITIES).filter(([, entity]) => entity.versioned)
  assert.deepEqual(versioned.map(([name]) => name).sort(), [...VERSIONED_NAMES].sort())
})

describe('every field that an entity names is there', () => {
  for (const [name, declared] of Object.entries(ENTITIES)) {
    const entity: AnyEntity = declared
    it(name, () => {
      const own = fieldsOf(entity)
      const parent = entity.within && fieldsOf(entity.within.of)
      const order = (entity.order ?? []).map(each => (typeof each === 'string' ? each : each[0]))
      const parents = Object.values(entity.parents ?? {}).flatMap(each =>
        typeof each === 'string' ? [each] : 'parts' in each ? [each.id, ...each.parts] : [],
      )
      const { time } = (entity.stats ?? {}) as { readonly time?: string }
      const behind = Object.values(entity.computed ?? {}).flatMap(({ behind: field }) => field ?? [])
      const named = [...behind, ...order, ...parents, ...(entity.read ?? []), ...(time ? [time] : [])]
      const indexed = Object.values(entity.indexes ?? {}).flat()
      const stored = [...(entity.primaryKey ?? []), ...indexed.map(field => field.replace(/ desc$/, ''))]
      const ofParent = [
        ...Object.keys(entity.within?.on ?? {}),
        ...Object.values(entity.computed ?? {}).flatMap(({ parent }) => parent ?? []),
      ]
      const missing = [
        ...[...named, ...Object.values(entity.within?.on ?? {})].filter(field => !own.has(field)),
        ...stored.filter(field => !own.has(field)),
        ...ofParent.filter(field => !parent?.has(field)),
      ]
      assert.deepEqual(missing, [])
    })
  }

  it('and aliases are their own', () => {
    const aliases = Object.values(ENTITIES).map(({ alias }) => alias)
    assert.equal(new Set(aliases).size, aliases.length)
  })
})
