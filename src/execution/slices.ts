import { type GraphQLSchema, getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { isTurnOver, nextTurn } from '../model/index.ts'

/** Shorter lists are executed at once: their items are checked where they have lists of their own. */
const SHORT = 32

/**
 * Makes the resolvers of a schema give way to other requests: when the turn of the event loop is over, lists become
 * promises, or their further items do, which are resolved turn by turn, the innermost first. Once the signal of the
 * context is aborted, they are never resolved, and nothing holds them.
 */
export function sliceLists(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(type => isObjectType(type) && !type.name.startsWith('__'))
  for (const type of types)
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const { name, resolve } = field
      if (!isCompositeType(getNamedType(field.type))) continue
      const isList = isListType(getNullableType(field.type))
      if (!isList && !resolve) continue
      const read = resolve ?? ((source: Record<string, unknown>) => source[name])
      field.resolve = (source, args, context: GraphContext, info) => {
        const slices = slicesOf(context)
        const value: unknown = read(source, args, context, info)
        if (value instanceof Promise) return value.then(found => slices.sliced(found, true))
        return isList ? slices.sliced(value, false) : value
      }
    }
  return schema
}

const known = new WeakMap<GraphContext, Slices>()

function slicesOf(context: GraphContext): Slices {
  const found = known.get(context)
  if (found) return found
  const made = createSlices(context.signal)
  known.set(context, made)
  return made
}

type Slices = ReturnType<typeof createSlices>

const NEVER = new Promise<never>(() => {})

interface Rest {
  readonly values: readonly unknown[]
  readonly resolves: ((value: unknown) => void)[]
  /** Index of the value that is resolved next. */
  next: number
}

/** The slices of one execution. */
function createSlices(signal: AbortSignal | undefined) {
  /** Rests of lists, whose items wait for their turn. The innermost list is the last, and goes first. */
  let waiting: Rest[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      await nextTurn(signal)
      do {
        if (signal?.aborted) waiting = []
        resolveNext()
        // Items that were resolved are executed in between.
        await null
      } while (waiting.length > 0 && !isTurnOver())
    }
    isRunning = false
  }

  function resolveNext(): void {
    const rest = waiting.at(-1)
    if (!rest) return
    const { values, resolves } = rest
    const index = rest.next++
    if (rest.next === values.length) waiting.pop()
    resolves[index]?.(values[index])
  }

  /** The values from an index on, each as the promise of it. */
  function later(values: readonly unknown[], from: number): Promise<unknown>[] {
    const resolves: Rest['resolves'] = []
    const rest = { values: from === 0 ? values : values.slice(from), resolves, next: 0 }
    waiting.push(rest)
    if (!isRunning) void run()
    return rest.values.map(
      () =>
        new Promise(resolve => {
          resolves.push(resolve)
        }),
    )
  }

  function* itemsOf(list: readonly unknown[]): Generator<unknown> {
    for (const [index, item] of list.entries()) {
      if (signal?.aborted) {
        yield NEVER
        return
      }
      if (isTurnOver()) {
        yield* later(list, index)
        return
      }
      yield item instanceof Promise ? item.then(paused) : item
    }
  }

  const paused = (value: unknown): unknown => {
    if (signal?.aborted) return NEVER
    return isTurnOver() ? later([value], 0)[0] : value
  }

  return {
    sliced(value: unknown, wasPromise: boolean): unknown {
      if (Array.isArray(value) && value.length > SHORT) return { [Symbol.iterator]: () => itemsOf(value) }
      return wasPromise || Array.isArray(value) ? paused(value) : value
    },
  }
}
