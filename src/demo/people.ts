import { createRandom } from './random.ts'

export type Person = ReturnType<typeof person>

/**
 * An invented person, with an address of the domain that is reserved for examples.
 * @param pace seconds that this person takes for what takes others one
 */
const person = (name: string, pace: number) => ({
  email: `${name}@example.com`,
  /** The user id that v1 gives where v2 gives the address. */
  actorId: createRandom(`person/${name}`).cuid(),
  pace,
})

export const ANNOTATORS: readonly [Person, ...Person[]] = [
  person('amira.axial', 0.7),
  person('carlo.coronal', 1),
  person('sven.sagittal', 1.6),
  person('vera.voxel', 0.85),
  person('hugo.hounsfield', 1.25),
]

export const REVIEWERS: readonly [Person, ...Person[]] = [person('rita.review', 0.9), person('konrad.consult', 1.3)]

/** The person who queues the data rows. */
export const OPERATOR: Person = person('otto.operator', 1)
