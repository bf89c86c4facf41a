import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import { FETCHED_FROM } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import { SUM_CONTENT, sumOfContent } from './entry-checksums.ts'
import { createChunkTexts, type Row as AnnotationRow, SELECT_ROWS } from './follow-stored-features.ts'
import { idNameOf } from './older-content.ts'
import { StoredPacks } from './packs.ts'
import { storedHead } from './write-content.ts'

interface Row {
  readonly row: number
  /** Of its annotation; null where it belongs to the label, a group or a frame. */
  readonly seq: number | null
  readonly fetchedGroup: string | null
}

interface Answer {
  readonly groupName: string | null
  readonly featureId: string | null
}

/**
 * Notes the group and the feature id of each stored answer, which stores before version 6 lacked. Answers were written in
 * the order in which a content has them.
 */
export function followStoredAnswers(connection: Connection): void {
  const packs = new StoredPacks(connection)
  const contents = connection.all<{ readonly no: number }>('select distinct content_no as no from classification')
  for (const { no } of contents) followContent(connection, packs, no)
}

function followContent(connection: Connection, packs: StoredPacks, no: number): void {
  const stored = storedHead({ connection, packs }, no)
  if (!stored) return
  const { content } = parseStored<{ content?: Json }>(stored.head)
  const texts = createChunkTexts(connection, packs, no)
  const annotations = new Map(connection.all<AnnotationRow>(SELECT_ROWS, no).map(row => [row.seq, row]))
  const rows = connection.all<Row>(
    `select rowid as row, annotation_seq as seq, fetched_group as "fetchedGroup" from classification
      where content_no = ? order by rowid`,
    no,
  )
  for (const [seq, ofOwner] of Map.groupBy(rows, row => row.seq))
    for (const [fetchedGroup, own] of Map.groupBy(ofOwner, row => row.fetchedGroup)) {
      const annotation = seq === null ? undefined : annotations.get(seq)
      const object = annotation && texts.objectOf(annotation)
      const answers =
        seq !== null
          ? answersIn(object ?? {}, annotation?.groupName ?? null)
          : fetchedGroup === null
            ? attachedIn(content, texts)
            : framesIn(fetchedGroup, texts, true)
      // Rows that changed on the disk are left alone.
      if (answers.length !== own.length) continue
      for (const [index, { row }] of own.entries()) {
        const { groupName, featureId } = answers[index] as Answer
        const update = 'update classification set group_name = ?, feature_id = ? where rowid = ?'
        connection.run(update, groupName, featureId, row)
      }
    }
  connection.run('update content set entries_checksum = ? where no = ?', sumOfContent(connection, no), no)
  connection.run(SUM_CONTENT, no)
}

type Texts = ReturnType<typeof createChunkTexts>

/** Answers of a label, its groups and frames. */
function attachedIn(content: Json | undefined, texts: Texts): Answer[] {
  const wire = isObject(content) ? content : {}
  const { groups } = wire
  const named = Array.isArray(groups)
    ? (groups as readonly JsonObject[]).flatMap(group =>
        typeof group.name === 'string' ? [[group.name, group] as const] : [],
      )
    : (Object.entries(isObject(groups) ? groups : {}) as [string, JsonObject][])
  return [
    ...attachedTo(wire, null),
    ...named.flatMap(([name, group]) => [
      ...attachedTo(group, idNameOf(name)),
      ...framesIn(idNameOf(name), texts, false),
    ]),
    ...(named.length === 0 ? framesIn('Video', texts, false) : []),
  ]
}

const framesIn = (groupName: string, texts: Texts, isFetched: boolean): Answer[] =>
  [...texts.framesOf(name => name === groupName, isFetched ? FETCHED_FROM : 0)].flatMap(({ wire }) =>
    attachedTo(wire, groupName),
  )

const attachedTo = (wire: JsonObject, groupName: string | null): Answer[] => [
  ...answersIn(wire, groupName),
  ...itemsIn(wire.relationships).flatMap(relationship => answersIn(relationship, groupName)),
]

/** Options count one by one, and a question without any once. */
function answersIn(wire: JsonObject, groupName: string | null): Answer[] {
  return itemsIn(wire.classifications).flatMap(classification => {
    const own = idOf(classification)
    const options = optionsOf(classification)
    if (options.length === 0) return [{ groupName, featureId: own }]
    return options.flatMap(option => [{ groupName, featureId: idOf(option) ?? own }, ...answersIn(option, groupName)])
  })
}

const OPTIONS = [
  ...['radio_answer', 'conversational_radio_answer', 'checklist_answers', 'conversational_checklist_answers'],
  ...['answer', 'answers'],
]

function optionsOf(classification: JsonObject): readonly JsonObject[] {
  const key = OPTIONS.find(name => classification[name] !== undefined && classification[name] !== null)
  const value = key === undefined ? null : classification[key]
  return typeof value === 'object' && value !== null ? itemsIn(value) : []
}

/** Some v1 files have a list of lists. */
function itemsIn(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(item => itemsIn(item))
  return isObject(value) ? [value] : []
}

function idOf({ feature_id: v2, featureId: v1 }: JsonObject): string | null {
  const id = v2 ?? v1
  return typeof id === 'string' ? id : null
}
