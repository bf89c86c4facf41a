import type { StoreReader } from '../../src/store/index.ts'
import type { KeptTable } from '../../src/store/kept-memory.ts'

/** The reader with everything that it hands out frozen, whatever is kept included: writing into it throws. */
export function frozen(reader: StoreReader): StoreReader {
  const { kept } = reader
  const table = <Key, Value>(inner: KeptTable<Key, Value>) =>
    withAnswers(inner, { get: (key: Key) => freeze(inner.get(key)) })
  return withAnswers(reader, {
    kept: {
      isOn: kept.isOn,
      node: (name, id) => freeze(kept.node(name, id)),
      ofDataRow: (name, id) => freeze(kept.ofDataRow(name, id)),
      rows: name => table(kept.rows(name)),
      byStamp: name => table(kept.byStamp(name)),
      ofVersion: name => table(kept.ofVersion(name)),
      texts: name => kept.texts(name),
    } satisfies StoreReader['kept'],
    detached: () => frozen(reader.detached()),
  })
}

/** The object with some members replaced. The results of all others are frozen. */
function withAnswers<T extends object>(target: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && name in members) return members[name]
      const member: unknown = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        const result: unknown = Reflect.apply(member, target, given)
        return result instanceof Promise ? result.then(freeze) : freeze(result)
      }
    },
  })
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const each of value instanceof Map ? value.values() : Object.values(value)) freeze(each)
  return value
}
