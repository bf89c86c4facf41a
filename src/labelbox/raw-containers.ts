/**
 * Keys of `raw` whose objects only gather what was exported: when a record comes again their keys replace one by one,
 * and those that are absent keep their older value. Everything else in `raw` is replaced whole.
 */
export const RAW_CONTAINERS: ReadonlySet<string> = new Set([
  'data_row',
  'details',
  'project_details',
  'label_details',
  'performance_details',
  'performance_details_v2',
  'DataRow Workflow Info',
])
