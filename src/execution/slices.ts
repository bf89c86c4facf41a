import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { isTurnOver, nextTurn } from '../model/index.ts'

/** An estimated hundredth of a second. Operations that cost less are executed at once, except for long lists. */
const SLICED_FROM = 1_000
/** Items that are executed at once, if they have no lists of their own. */
const SHORT = 32
/** The same of a list in an operation that should be cheap: its estimate assumes the sizes of most lists. */
const MOST_OF_CHEAP = 500

/**
 * Makes the resolvers of a schema give way to other requests: when the turn of the event loop is over, lists become
 * promises, or their further items do, which are resolved turn by turn, the innermost first. Once the signal of the
 * context is aborted, they are never resolved, and nothing holds them. A schema is changed once. The types of
 * introspection belong to all schemas of the process.
 */
export function sliceLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) sliceField(field)
}

type Field = GraphQLField<unknown, unknown>

const sliced = new WeakSet<Field>()

function sliceField(field: Field): void {
  const { name, resolve } = field
  const isList = isListType(getNullableType(field.type))
  const type = getNamedType(field.type)
  if (sliced.has(field) || !isCompositeType(type) || (!isList && !resolve)) return
  const isFlat = isObjectType(type) && Object.values(type.getFields()).every(isPlain)
  sliced.add(field)
  const read: GraphQLFieldResolver<unknown, unknown> =
    resolve ?? ((source: unknown) => (source as Record<string, unknown>)[name])
  field.resolve = (source, args, context, info) => {
    const value: unknown = read(source, args, context, info)
    const isPromise = value instanceof Promise
    // Apollo asks the schema about itself without a context.
    if ((!isPromise && !isList) || !isGraphContext(context)) return value
    const isCheap = (context.cost ?? 0) < SLICED_FROM
    if (isCheap && (isFlat || (isPromise ? !isList : !isLong(value)))) return value
    const slices = slicesOf(context)
    const slice = isFlat ? slices.paused : slices.sliced
    if (!isPromise) return slice(value, false)
    return afterwards(value, found => (isCheap && !isLong(found) ? found : slice(found, true)))
  }
}

/** A promise of an object that has only such fields would take longer to make than the object does to execute. */
const isPlain = ({ type, resolve }: Field) => isLeafType(getNullableType(type)) && !resolve

const isGraphContext = (context: unknown): context is GraphContext => typeof context === 'object' && context !== null

const isLong = (value: unknown) => Array.isArray(value) && value.length > MOST_OF_CHEAP

/**
 * The promise of a value that `change` makes of another or of a promise of it. It is settled as early as the first:
 * of two errors that make one place null, the earlier is reported.
 */
function afterwards(promise: Promise<unknown>, change: (value: unknown) => unknown): PromiseLike<unknown> {
  return {
    // biome-ignore lint/suspicious/noThenProperty: execution calls it and nothing else.
    then(onValue, onError) {
      const proceed = (value: unknown) => {
        const changed = change(value)
        return changed instanceof Promise ? changed.then(onValue, onError) : (onValue?.(changed) as never)
      }
      return promise.then(proceed, onError)
    },
  }
}

const SLICES = Symbol('slices')

/** A property of the context: what a WeakMap holds is moved to the old generation, whether its key is alive or not. */
interface WithSlices extends GraphContext {
  [SLICES]?: Slices
}

function slicesOf(context: WithSlices): Slices {
  context[SLICES] ??= createSlices(context.signal)
  return context[SLICES]
}

type Slices = ReturnType<typeof createSlices>

const NEVER = new Promise<never>(() => {})

interface Rest {
  readonly values: readonly unknown[]
  readonly resolves: ((value: unknown) => void)[]
  /** Index of the value that is resolved next. */
  next: number
}

const ignore = () => {}

/** An error of a promise that nobody waits for yet, or ever, would end the process. The same of the items of a list. */
function expectErrorOf(value: unknown): void {
  if (value instanceof Promise) value.catch(ignore)
  else if (Array.isArray(value)) for (const item of value) if (item instanceof Promise) item.catch(ignore)
}

/** The slices of one execution. */
function createSlices(signal: AbortSignal | undefined) {
  /** Rests of lists, whose items wait for their turn. The innermost list is the last, and goes first. */
  let waiting: Rest[] = []
  let isRunning = false
  /** Items that were promises and went ahead since the last turn. */
  let ahead = 0
  const owner = signal ?? {}

  async function run(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      await nextTurn(owner)
      ahead = 0
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
    for (let i = from; i < values.length; i++) expectErrorOf(values[i])
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
        for (let i = index; i < list.length; i++) expectErrorOf(list[i])
        yield NEVER
        return
      }
      if (isTurnOver()) {
        yield* later(list, index)
        return
      }
      yield item instanceof Promise ? item.then(afterFew) : item
    }
  }

  const paused = (value: unknown): unknown => {
    if (signal?.aborted) {
      expectErrorOf(value)
      return NEVER
    }
    return isTurnOver() ? later([value], 0)[0] : value
  }

  /**
   * Many items may be resolved at one moment, and none is executed before all have come by here: so few that the turn is
   * not yet over.
   */
  const afterFew = (value: unknown): unknown => {
    if (++ahead <= SHORT || signal?.aborted) return paused(value)
    return later([value], 0)[0]
  }

  return {
    paused,
    sliced(value: unknown, wasPromise: boolean): unknown {
      if (Array.isArray(value) && value.length > SHORT) return { [Symbol.iterator]: () => itemsOf(value) }
      return wasPromise || Array.isArray(value) ? paused(value) : value
    },
  }
}
