import type { ExportFilters, ExportScope } from '../../src/model/index.ts'
import { ALL_PARAMS, labelsOf, projectsOf, type Row } from './account.ts'
import type { PlainAsked } from './plain-export.ts'

/** An export asked for at random: of its filters, most find something and leave something out. */
export function drawnExport(random: () => number, rows: readonly Row[], minutesAhead: number): PlainAsked {
  const upTo = (count: number) => Math.floor(random() * count)
  const oneOf = <T>(list: readonly T[]): T => list[upTo(list.length)] as T
  const perhaps = (chance: number) => random() < chance
  const some = <T>(list: readonly T[]) => list.filter(() => perhaps(0.6))

  const projects = projectsOf(rows)
  const scope = oneOf<ExportScope>([
    { projectId: oneOf(projects) },
    { datasetId: oneOf(rows).data_row.details.dataset_id as string },
    { catalog: true },
  ])
  const active = rows.map(({ data_row: { details } }) => details.last_activity_at ?? (details.created_at as string))
  const made = labelsOf(rows).map(label => label.label_details.created_at)

  /** About when something happened, or exactly then, in one of the forms that there are. */
  function moment(times: readonly string[]): { readonly text: string; readonly at: number } {
    const at = Math.floor(Date.parse(oneOf(times)) / 1000) * 1000 + oneOf([0, 0, 1000, -86_400_000, 3_600_000])
    const clock = (minutes: number) => new Date(at + minutes * 60_000).toISOString()
    const local = clock(minutesAhead)
    const [hours, sign] = [oneOf(['02', '05', '11']), oneOf(['+', '-'])]
    const shifted = clock((Number(hours) * 60 + 30) * (sign === '+' ? 1 : -1)).slice(0, 19)
    const text = oneOf([
      local.slice(0, 10),
      local.slice(0, 19).replace('T', ' '),
      `${shifted}${sign}${hours}:30`,
      `${shifted}${sign}${hours}30`,
      `${clock(0).slice(0, 19)}Z`,
    ])
    // A date is the start of its day.
    return { text, at: text.length === 10 ? Date.parse(text) - minutesAhead * 60_000 : at }
  }
  function range(times: readonly string[]) {
    const [from, to] = [moment(times), moment(times)].sort((a, b) => a.at - b.at)
    const ends = { from: from?.text ?? '', to: to?.text ?? '' }
    return oneOf([{ from: ends.from }, { to: ends.to }, ends, ends])
  }
  const isProject = 'projectId' in scope
  const ids = [...some(rows).map(row => row.data_row.id), 'cunknown']
  const keys = [...some(rows).flatMap(row => row.data_row.global_key ?? []), 'unknown']
  const batches = rows.flatMap(row => Object.values(row.projects).map(place => place.project_details.batch_id))
  const filters: ExportFilters = {
    ...(perhaps(0.2) && { lastActivityAt: range(active) }),
    ...(perhaps(0.2) && { labelCreatedAt: range(made) }),
    ...oneOf([{ dataRowIds: ids }, { globalKeys: keys }, {}, {}, {}]),
    ...(isProject && perhaps(0.3) && { batchIds: [...some(batches), 'unknown'] }),
    ...(isProject && perhaps(0.3) && { workflowStatus: oneOf(STATUSES) }),
  }
  const switches = Object.keys(ALL_PARAMS).map(name => [name, perhaps(0.6)])
  const params = {
    ...(Object.fromEntries(switches) as unknown as typeof ALL_PARAMS),
    ...(!isProject && perhaps(0.3) && { projectIds: [oneOf(projects), 'cunknown'] }),
  }
  return { scope, filters, params, minutesAhead }
}

const STATUSES = ['TO_LABEL', 'ToLabel', 'IN_REVIEW', 'InReview', 'IN_REWORK', 'InRework', 'DONE', 'Done']
