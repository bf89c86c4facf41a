import type { FilterOf } from '../../src/store/index.ts'
import type { EntityKind, Filters, OracleExport } from '../support/oracle.ts'

/** A count that would tell of something hidden. */
export type LeakQuery = { readonly [K in EntityKind]: { readonly kind: K; readonly filter: Filters[K] } }[EntityKind]

/**
 * Asks after every project, label, annotation and classification through every relation that leads to it, and after
 * the numbers of labels: what a filter made at random seldom does where it would show.
 */
export function leakQueries(found: OracleExport): readonly LeakQuery[] {
  const rows: FilterOf<'dataRow'>[] = [
    ...[0, 1, 2, 3].map(eq => ({ labelCount: { eq } })),
    ...[0, 1].flatMap(eq => [{ project: { labelCount: { eq } } }, { project: { rejectedCount: { eq } } }]),
    ...found.projects.map(({ id }) => ({ project: { projectId: { eq: id } } })),
    ...found.projects.map(({ id }) => ({ project: { workflowEvent: { projectId: { eq: id } } } })),
    ...found.projects.map(({ id }) => ({ label: { projectId: { eq: id } } })),
    ...found.labels.map(({ id }) => ({ label: { id: { eq: id } } })),
    ...[...new Set(found.annotations.map(({ featureId }) => featureId))].map(eq => ({
      label: { annotation: { featureId: { eq } } },
    })),
    ...['Quality', 'Finding', 'Remark'].map(eq => ({ label: { classification: { name: { eq } } } })),
    { label: {} },
    { project: {} },
    { metadata: {} },
  ]
  return rows.flatMap((dataRow): LeakQuery[] => [
    { kind: 'dataRow', filter: dataRow },
    { kind: 'dataRow', filter: { not: dataRow } },
    { kind: 'dataRowProject', filter: { dataRow } },
    { kind: 'label', filter: { dataRow } },
    { kind: 'annotation', filter: { label: { dataRow } } },
    { kind: 'feature', filter: { label: { dataRow } } },
    { kind: 'workflowEvent', filter: { dataRow } },
  ])
}
