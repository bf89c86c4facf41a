import { type Label, type Place, projectsOf, type Row } from './account.ts'

let made = 0

/** Changes something upstream, as people do: each time the row's last activity is now. Takes no data row away. */
export function edit(rows: Row[], random: () => number): void {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const row = oneOf(rows)
  const place = oneOf(Object.values(row.projects))
  const now = new Date().toISOString()
  made++

  const kinds: (() => Row)[] = [
    () => withRow(row, () => (row.data_row.external_id = `renamed-${made}.dcm`)),
    () => withRow(row, () => (place.project_details.priority = made)),
    () => withRow(row, () => (place.project_details.workflow_status = oneOf(['IN_REVIEW', 'IN_REWORK', 'DONE']))),
    () => withRow(row, () => place.labels.splice(Math.floor(random() * place.labels.length), 1)),
    () => withRow(row, () => place.labels.push(another(anyLabel(rows)))),
    () => withRow(row, () => changeLabel(place)),
    () => addRow(rows, oneOf(rows)),
  ]
  oneOf(kinds)().data_row.details.last_activity_at = now

  function changeLabel({ labels }: Place): void {
    if (labels.length === 0) return
    const at = Math.floor(random() * labels.length)
    const label = labels[at] as Label
    // Another's drawing takes its place.
    const { annotations } = structuredClone(anyLabel(rows))
    labels[at] = { ...label, annotations, label_details: { ...label.label_details, updated_at: now } }
  }
}

function withRow(row: Row, change: () => unknown): Row {
  change()
  return row
}

function addRow(rows: Row[], like: Row): Row {
  const row = structuredClone(like)
  row.data_row.id = newId()
  row.data_row.global_key = `key-${row.data_row.id}`
  for (const place of Object.values(row.projects)) place.labels = place.labels.map(another)
  rows.push(row)
  return row
}

const another = (label: Label): Label => ({ ...structuredClone(label), id: newId() })

const newId = () => `cnew${String(++made).padStart(21, '0')}`

/** Some row has one: edits that take labels away add them, too. */
function anyLabel(rows: readonly Row[]): Label {
  const labels = rows.flatMap(row => projectsOf([row]).flatMap(id => row.projects[id]?.labels ?? []))
  return labels[made % labels.length] as Label
}
