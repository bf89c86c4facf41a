import { benchExport } from '../bench/bench-export.ts'

/*
 * Two exports of the same work, the later one larger: some rows are as they were, some have other values, fewer
 * labels or other annotations, one is no longer in it, some come twice, and one record is no record at all.
 */

interface Row {
  readonly metadata_fields: unknown[]
  readonly projects: Readonly<Record<string, Project>>
}

interface Project {
  readonly labels: Label[]
  readonly project_details: { workflow_history: unknown[] }
}

interface Label {
  readonly id: string
  readonly performance_details: { seconds_to_create: number }
  readonly annotations: { readonly groups: Record<string, unknown> }
}

export function earlierExport(bytes = 500_000): string {
  return rowsOf(bytes)
    .map((row, i) => JSON.stringify(EARLIER[i % EARLIER.length]?.(row) ?? row))
    .join('\n')
}

export function laterExport(bytes: number): string {
  const lines = rowsOf(bytes).flatMap((row, i) => {
    if (i === 5) return []
    const line = JSON.stringify(row)
    return i % 10 === 3 ? [JSON.stringify(slower(row)), line] : [line]
  })
  return [...lines.slice(0, 40), '{"neither":"a row","nor":"a label"}', ...lines.slice(40)].join('\n')
}

/** Changes between the earlier and the later export, applied to rows in turn. */
const EARLIER: readonly ((row: Row) => Row)[] = [row => row, slower, withAnotherLabel, lessAdvanced]

function rowsOf(bytes: number): Row[] {
  return [...benchExport(bytes)].map(line => JSON.parse(line) as Row)
}

function slower(row: Row): Row {
  return withProjects({ ...row, metadata_fields: [] }, project => ({
    ...project,
    labels: project.labels.map(label => ({ ...label, performance_details: { seconds_to_create: 1 } })),
  }))
}

function withAnotherLabel(row: Row): Row {
  return withProjects(row, project => ({
    ...project,
    labels: [...project.labels, ...project.labels.map(label => ({ ...label, id: `${label.id}-gone` }))],
  }))
}

function lessAdvanced(row: Row): Row {
  return withProjects(row, project => ({
    ...project,
    labels: project.labels.map(label => ({ ...label, annotations: { groups: {} } })),
    project_details: {
      ...project.project_details,
      workflow_history: project.project_details.workflow_history.slice(-2),
    },
  }))
}

function withProjects(row: Row, change: (project: Project) => Project): Row {
  const projects = Object.entries(row.projects).map(([id, project]) => [id, change(project)] as const)
  return { ...row, projects: Object.fromEntries(projects) }
}
