import { type Sql, sql } from '../sql.ts'
import { entity } from './entity.ts'
import { groupKeyOf } from './feature.ts'
import { label } from './label.ts'

/** One answer of a classification, or the classification itself where it has none. */
export const classification = entity({
  table: 'classification',
  alias: 'k',
  inContent: true,
  within: { of: label, on: { contentNo: 'contentNo' } },
  flat: true,
  columns: {
    contentNo: { type: 'integer', required: true },
    /** Null where it belongs to the label, a group or a frame. */
    annotationSeq: { type: 'integer' },
    name: { type: 'text', filter: true },
    value: { type: 'text', filter: true },
    answer: { type: 'text', filter: true },
    text: { type: 'text', filter: true, addresses: 'known' },
    /** The group with whose frames it was fetched. */
    fetchedGroup: { type: 'text' },
    /** The group's name in ids. */
    groupIdName: { type: 'text', addresses: 'no', column: 'group_name' },
    /** Of the chosen option, else of the classification. */
    featureId: { type: 'id' },
  },
  computed: {
    projectId: { type: 'id', group: 'PROJECT', parent: 'projectId' },
    createdBy: { type: 'text', group: 'CREATED_BY', parent: 'createdBy' },
    question: { type: 'text', group: 'QUESTION', sql: row => row.name },
    /** The chosen option, or the text. */
    answered: {
      type: 'text',
      group: 'ANSWER',
      addresses: 'no',
      sql: ({ answer, text }, { hiding, capabilities: { withoutAddresses } }) =>
        hiding?.people
          ? sql`coalesce(${withoutAddresses(answer, false)}, ${withoutAddresses(text, true)})`
          : answerOf({ answer, text }),
    },
    group: { type: 'GroupKey', group: 'GROUP', sql: ({ groupIdName }) => groupKeyOf(groupIdName) },
  },
  stats: {
    // A question without an answer has a row, which counts nothing.
    counts: {
      answerCount: row => sql`count(${answerOf(row)})`,
      featureCount: row => sql`count(distinct case when ${answerOf(row)} is not null then ${featureOf(row)} end)`,
      labelCount: row => sql`count(distinct case when ${answerOf(row)} is not null then ${row.parent.no} end)`,
    },
  },
  indexes: { content: ['contentNo', 'annotationSeq'] },
})

interface Answered {
  readonly answer: Sql
  readonly text: Sql
}

const answerOf = ({ answer, text }: Answered) => sql`coalesce(${answer}, ${text})`

interface InLabel extends Answered {
  readonly groupIdName: Sql
  readonly featureId: Sql
  readonly name: Sql
  readonly parent: { readonly no: Sql }
}

/** Preceded by the length of the group, or by nothing where there is none, so that no two look alike. */
const featureOf = (row: InLabel) => sql`${row.parent.no} || '/' ||
  coalesce(length(${row.groupIdName}) || ':' || ${row.groupIdName}, '') || '/' ||
  coalesce('f' || ${row.featureId}, 'a' || coalesce(length(${row.name}) || ':' || ${row.name}, '') || ${answerOf(row)})`
