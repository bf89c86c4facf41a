import { annotation } from './annotation.ts'
import { chunk } from './chunk.ts'
import { classification } from './classification.ts'
import { content } from './content.ts'
import { dataRow } from './data-row.ts'
import { dataRowProject } from './data-row-project.ts'
import type { AnyEntity } from './entity.ts'
import { exportEntity } from './export.ts'
import { exportTask } from './export-task.ts'
import { feature } from './feature.ts'
import { label } from './label.ts'
import { metadata } from './metadata.ts'
import { project } from './project.ts'
import { pullTask } from './pull-task.ts'
import { reject } from './reject.ts'
import { removal } from './removal.ts'
import { review } from './review.ts'
import { workflowEvent } from './workflow-event.ts'

export const ENTITIES = {
  dataRow,
  dataRowProject,
  project,
  label,
  content,
  chunk,
  feature,
  annotation,
  classification,
  metadata,
  review,
  workflowEvent,
  export: exportEntity,
  exportTask,
  pullTask,
  reject,
  removal,
}

/** Entities whose rows are of versions. */
export const VERSIONED_NAMES = ['label', 'dataRowProject', 'dataRow', 'project'] as const

export const entityNamed = (name: string): AnyEntity =>
  (ENTITIES as unknown as Record<string, AnyEntity>)[name] as AnyEntity
