import type { FaultKind, FaultOptions } from './fault.ts'
import { BODY_FAULTS } from './fault-bodies.ts'
import { CONNECTION_FAULTS } from './fault-connections.ts'
import { PICTURE_FAULTS } from './fault-pictures.ts'
import { REDIRECT_FAULTS } from './fault-redirects.ts'
import { STATUS_FAULTS } from './fault-statuses.ts'

/** Every way in which the emulated upstream can misbehave, by name. */
const FAULTS = { ...STATUS_FAULTS, ...CONNECTION_FAULTS, ...BODY_FAULTS, ...PICTURE_FAULTS, ...REDIRECT_FAULTS }

export type FaultName = keyof typeof FAULTS

export interface Fault extends FaultOptions {
  readonly name: FaultName
}

export const faultKind = (name: FaultName): FaultKind => FAULTS[name]

/** The names of the faults that frames documents, or masks, can have: for tests that go through all of them. */
export function faultNames(what: 'frames' | 'masks'): FaultName[] {
  const names = Object.keys(FAULTS) as FaultName[]
  return names.filter(name => ['everything', what].includes(faultKind(name).spoils))
}
