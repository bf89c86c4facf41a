import type { DataRow, DataRowProject, Label, Project } from '../model/index.ts'
import { type AnyEntity, columnName, ENTITIES } from './entities/index.ts'
import type { RowShape } from './row-shape.ts'

/** The columns that a record's own fields go into, as the entity declares them. */
function shapeOf<Fields extends object>({ table, columns }: AnyEntity): RowShape<Fields> {
  const own = Object.entries(columns).filter(([, column]) => !column.key)
  return {
    table: table as RowShape<Fields>['table'],
    columns: Object.fromEntries(own.map(([field, column]) => [field, columnName(field, column)])),
  } as RowShape<Fields>
}

export const DATA_ROW = shapeOf<Omit<DataRow, 'id'>>(ENTITIES.dataRow)
export const PROJECT = shapeOf<Omit<Project, 'id'>>(ENTITIES.project)
export const DATA_ROW_PROJECT = shapeOf<Omit<DataRowProject, 'dataRowId' | 'projectId'>>(ENTITIES.dataRowProject)
export const LABEL = shapeOf<Omit<Label, 'id' | 'dataRowId' | 'projectId'>>(ENTITIES.label)
