import { SlicegraphError } from '../../errors.ts'
import { checkValues } from '../checksum.ts'
import { People } from '../people.ts'
import { PSEUDONYM, WITHOUT_ADDRESSES, WITHOUT_KNOWN } from './capabilities.ts'
import type { Connection } from './connection.ts'
import { readSecret } from './secrets.ts'

/** People that are known at most: their words take some hundred bytes each. */
const MOST_PEOPLE = 200_000
/** Rows that are read at once. */
const STEP = 1_000

/**
 * Defines the functions that hide people in statements of a connection.
 * @returns the people that the store knows now, which the functions know from then on
 */
export function definePeople(connection: Connection): () => People {
  let people: People | null = null
  let last = 0

  const ofText = (call: (people: People, text: string) => string) => (value: unknown) =>
    typeof value === 'string' ? call(people ?? current(), value) : null
  connection.define(
    PSEUDONYM,
    ofText((known, text) => known.pseudonymOf(text)),
  )
  connection.define(
    WITHOUT_ADDRESSES,
    ofText((known, text) => known.withoutAddresses(text)),
  )
  connection.define(
    WITHOUT_KNOWN,
    ofText((known, text) => known.withoutKnown(text)),
  )

  const rowsAfter = (no: number) =>
    connection.all<PersonRow>(`select no, name, checksum from person where no > ? order by no limit ${STEP}`, no)

  function current(): People {
    people ??= new People(readSecret(connection, 'people'))
    for (let rows = rowsAfter(last); rows.length > 0; rows = rowsAfter(last)) {
      for (const { no, name, checksum } of rows) {
        if (no > MOST_PEOPLE) throw tooMany()
        checkValues([name], checksum)
        people.add(name)
        // Only now: what fails here has to fail again, or the people after it would be shown.
        last = no
      }
    }
    return people
  }
  return current
}

interface PersonRow {
  readonly no: number
  readonly name: string
  readonly checksum: number
}

const tooMany = () =>
  new SlicegraphError(
    'OVERLOADED',
    `The store knows more than ${MOST_PEOPLE} people, too many to hide. Ask with a token that does not hide people.`,
  )
