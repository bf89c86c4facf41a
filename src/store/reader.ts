import type { AnnotationStats, DataRowProjectStats, LabelStats, WorkflowStats } from './figures.ts'
import type { ListName } from './lists.ts'
import { annotationList } from './queries/annotation.ts'
import { chunkDirectory, chunks, contents } from './queries/content.ts'
import type { ReadContext } from './queries/context.ts'
import { dataRowList, dataRows, dataRowsByGlobalKey, projectDataRowList } from './queries/data-row.ts'
import { dataRowProjectList, dataRowProjects, dataRowProjectsOfDataRows } from './queries/data-row-project.ts'
import { exportList, exportsById, rejectList } from './queries/export.ts'
import { exportTaskList, exportTasksById } from './queries/export-task.ts'
import { labelList, labels, labelsOfDataRows } from './queries/label.ts'
import { count, countsOf, type ListDefinition, page, pagesOf } from './queries/list.ts'
import { composites, masks } from './queries/mask.ts'
import { projectList, projects } from './queries/project.ts'
import { stats } from './queries/stats.ts'
import { annotationStats, dataRowProjectStats, labelStats, workflowStats } from './queries/stats-definitions.ts'
import { gone } from './queries/tombstone.ts'
import { workflowEventList, workflowEvents, workflowEventsOfDataRows } from './queries/workflow-event.ts'
import type { StoreReader } from './store.ts'

/** The queries that all backends share, as a reader of one version within one scope. */
export function createReader(context: ReadContext): StoreReader {
  return {
    detached: () => createReader(context.detached()),
    // What was fetched since the load shows, so that it counts.
    version: context.fetched === 0 ? String(context.version) : `${context.version}.${context.fetched}`,
    dataRows: ids => dataRows(context, ids),
    dataRowsByGlobalKey: keys => dataRowsByGlobalKey(context, keys),
    dataRowProjects: keys => dataRowProjects(context, keys),
    projects: ids => projects(context, ids),
    labels: ids => labels(context, ids),
    workflowEvents: keys => workflowEvents(context, keys),
    exports: ids => exportsById(context, ids),
    exportTasks: ids => exportTasksById(context, ids),
    gone: ids => gone(context, ids),
    dataRowProjectsOfDataRows: ids => dataRowProjectsOfDataRows(context, ids),
    labelsOfDataRows: ids => labelsOfDataRows(context, ids),
    workflowEventsOfDataRows: ids => workflowEventsOfDataRows(context, ids),
    contents: ids => contents(context, ids),
    chunkDirectory: keys => chunkDirectory(context, keys),
    chunks: numbers => chunks(context, numbers),
    masks: places => masks(context, places),
    composites: keys => composites(context, keys),
    page: (list, request) => page(context, list, listOf(list), request),
    pagesOf: (list, parent, request) => pagesOf(context, list, listByParent(list), parent.ids, request),
    count: (list, filter) => count(context, listOf(list), filter),
    countsOf: (list, parent, filter) => countsOf(context, listByParent(list), parent.ids, filter),
    dataRowProjectStats: request =>
      stats<DataRowProjectStats>(context, dataRowProjectStats(context, request.filter), {
        ...request,
        timeZone: 'UTC',
      }),
    labelStats: request => stats<LabelStats>(context, labelStats(context, request.filter), request),
    annotationStats: request => stats<AnnotationStats>(context, annotationStats(context, request.filter), request),
    workflowStats: request => stats<WorkflowStats>(context, workflowStats(context, request.filter), request),
  }
}

const LISTS: { readonly [L in ListName]: ListDefinition<L> } = {
  dataRow: dataRowList,
  dataRowProject: dataRowProjectList,
  label: labelList,
  annotation: annotationList,
  workflowEvent: workflowEventList,
  project: projectList,
  export: exportList,
  exportTask: exportTaskList,
  reject: rejectList,
}

const listOf = <L extends ListName>(name: L): ListDefinition<L> => LISTS[name]

/** A data row has several parents, so its list by parent goes through the table between them. */
const listByParent = <L extends ListName>(name: L): ListDefinition<L> =>
  name === 'dataRow' ? (projectDataRowList as ListDefinition<ListName> as ListDefinition<L>) : listOf(name)
