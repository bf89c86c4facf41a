import { createRandom, type Random } from '../../../src/demo/random.ts'
import type { FaultOptions } from '../fault.ts'
import { type FaultName, faultNames } from '../faults.ts'
import { CODES, type Code } from './codes.ts'

/** Faults of the protocol itself. */
const PROTOCOL_FAULTS = [
  /** The header of the stream says that there is none. */
  'null RESULT header',
  'null ERRORS header',
  /** `exportFileFromOffset` is null. */
  'null file',
  /** The first row found of a task that begins goes to the ERRORS stream. */
  'COMPLETE with errors',
  /** A task that begins ends so. */
  'FAILED',
  /** The mutation that begins a task takes `ms`: default 5,000. */
  'slow start',
  /** A poll answers IN_PROGRESS though the task is done; a v1 export has `shouldPoll`. */
  'slow export',
  /**
   * A search does not see the changes of the last `ms`, or the last so many `edits`, by the rows' last activity: its
   * entries do not find these rows, but for those on ids and the dataset.
   */
  'stale index',
  /** The older call is not there any more. */
  'v1 closed',
  /** `shouldPoll` is false, but `downloadUrl` is still null. */
  'v1 without URL',
] as const

/** Faults of the storage. */
const STORAGE_FAULTS = [
  /**
   * The connection ends within the body: before the byte `at` of the file's stream where that is on its way, else
   * somewhere by chance, which `seed` makes repeatable. All bytes before the cut arrive.
   */
  'cut',
  /** The link has expired: for good. */
  'expired link',
  /** The body is a byte shorter than the file's offsets say. */
  'wrong length',
  /** Range is not looked at: the whole file comes. */
  'Range ignored',
] as const

type ProtocolFaultName = (typeof PROTOCOL_FAULTS)[number]
type StorageFaultName = (typeof STORAGE_FAULTS)[number]
export type ExportFaultName = ProtocolFaultName | StorageFaultName | `code ${Code}` | FaultName

export interface ExportFault extends FaultOptions {
  readonly name: ExportFaultName
  readonly ms?: number
  readonly edits?: number
  readonly at?: number
  readonly seed?: number
  /** Of the exception within `code INTERNAL_SERVER_ERROR`: default 500. */
  readonly status?: number
}

export interface ExportFaultPlace {
  /**
   * An operation's name, its field or `storage`, for the faults that everything can have: default every operation.
   */
  readonly operation?: string
  /** Only the first so many times. */
  readonly times?: number
}

/** The names of the faults that only exports have: for tests that go through all of them. */
export function exportFaultNames(): Exclude<ExportFaultName, FaultName>[] {
  return [...PROTOCOL_FAULTS, ...STORAGE_FAULTS, ...CODES.map(code => `code ${code}` as const)]
}

/** A fault in force, once it is met. */
export interface MetFault {
  readonly fault: ExportFault
  /** The fault's own, from one time to the next. */
  readonly random: Random
}

export interface ExportFaults {
  /** @param fault null: all is well again. */
  misbehave(fault: ExportFault | null, place?: ExportFaultPlace): void
  /** The newest fault of that name that is in force and fits; it is met once more by that. */
  meet(name: ProtocolFaultName | StorageFaultName, fits?: (fault: ExportFault) => boolean): MetFault | null
  /** The newest of the faults that a request to one of these places can have by itself: transport and codes. */
  meetAt(places: readonly string[]): ExportFault | null
}

export function createExportFaults(): ExportFaults {
  let troubles: (MetFault & { readonly operation: string | null; times: number })[] = []
  const own: readonly string[] = [...PROTOCOL_FAULTS, ...STORAGE_FAULTS]
  function met(fits: (trouble: (typeof troubles)[number]) => boolean): MetFault | null {
    const trouble = troubles.findLast(each => each.times > 0 && fits(each))
    if (trouble) trouble.times -= 1
    return trouble ?? null
  }
  return {
    misbehave(fault, { operation = null, times = Number.POSITIVE_INFINITY } = {}) {
      const random = createRandom(`cut/${fault?.seed ?? 1}`)
      troubles = fault ? [...troubles, { fault, random, operation, times }] : []
    },
    meet: (name, fits = () => true) => met(({ fault }) => fault.name === name && fits(fault)),
    meetAt(places) {
      const isHere = (operation: string | null) =>
        operation === null ? !places.includes('storage') : places.includes(operation)
      return met(({ fault, operation }) => !own.includes(fault.name) && isHere(operation))?.fault ?? null
    },
  }
}

export function codeOf({ name }: ExportFault): Code | null {
  return CODES.find(code => name === `code ${code}`) ?? null
}

const TRANSPORT: readonly string[] = [...faultNames('frames'), ...faultNames('masks')]

export const isTransport = (name: ExportFaultName): name is FaultName => TRANSPORT.includes(name)
