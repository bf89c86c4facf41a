import { formatId, parseId } from '../model/index.ts'
import { inLabel, loadObjects } from './annotation.ts'
import type { Loaders } from './create-loaders.ts'
import { loadFrame } from './frames.ts'
import { loadFeatures, loadGroup } from './group.ts'
import type { AnnotationNode, AnyNode, FrameNode } from './node-types.ts'

/** Anything by its id; null when there is nothing of that id. */
export async function loadNode(loaders: Loaders, id: string): Promise<AnyNode | null> {
  const parsed = parseId(id)
  // The nameless rows and projects of old exports have an id of ours that stands in for the vendor's.
  if (!parsed || parsed.kind === 'dataRow' || parsed.kind === 'project') return loadVendorNode(loaders, id)
  const { kind, parts } = parsed
  // Another spelling of an id would be a second id of the same thing.
  if (formatId(kind, ...parts) !== id) return null
  const [first = '', second, third, ...rest] = parts
  if (rest.length > 0 && kind !== 'annotation') return null
  switch (kind) {
    case 'export':
      return named('Export', await loaders.export.load(id))
    case 'task':
      return named('ExportTask', await loaders.exportTask.load(id))
    case 'dataRowProject':
      if (second === undefined || third !== undefined) return null
      return named('DataRowProject', await loaders.dataRowProject.load(id))
    case 'event':
      return loadEvent(loaders, first, second, third)
    case 'group':
      if (second === undefined || third !== undefined) return null
      return named('Group', await loadGroup(loaders, first, second))
    case 'frame':
      return named('Frame', await loadFrameNode(loaders, first, second, third))
    case 'feature':
      return loadFeature(loaders, first, second, third)
    case 'annotation':
      return loadAnnotationNode(loaders, first, parts.slice(1))
    default:
      return null
  }
}

async function loadVendorNode(loaders: Loaders, id: string): Promise<AnyNode | null> {
  const [dataRow, label, project] = await Promise.all([
    loaders.dataRow.load(id),
    loaders.label.load(id),
    loaders.project.load(id),
  ])
  return named('DataRow', dataRow) ?? named('Label', label) ?? named('Project', project)
}

async function loadEvent(loaders: Loaders, dataRowId: string, projectId?: string, digits?: string) {
  const number = parseNumber(digits)
  if (projectId === undefined || number === null) return null
  return named('WorkflowEvent', await loaders.workflowEvent.load({ dataRowId, projectId, number }))
}

async function loadFrameNode(
  loaders: Loaders,
  labelId: string,
  groupName?: string,
  digits?: string,
): Promise<FrameNode | null> {
  const number = parseNumber(digits)
  if (groupName === undefined || number === null) return null
  const group = await loadGroup(loaders, labelId, groupName)
  return group ? loadFrame(loaders, group, number) : null
}

async function loadFeature(loaders: Loaders, labelId: string, groupName?: string, featureId?: string) {
  if (groupName === undefined || featureId === undefined) return null
  const group = await loadGroup(loaders, labelId, groupName)
  if (!group) return null
  const features = await loadFeatures(loaders, group)
  return named('Feature', features.find(feature => feature.featureId === featureId) ?? null)
}

/** What follows the label says where it stands: the feature alone, after a group, or after a group and a frame. */
async function loadAnnotationNode(
  loaders: Loaders,
  labelId: string,
  parts: readonly string[],
): Promise<AnyNode | null> {
  const featureId = parts.at(-1)
  const [groupName, digits] = parts.slice(0, -1)
  if (featureId === undefined || parts.length > 3) return null
  const candidates =
    digits === undefined
      ? await loadObjects(loaders, { labelId, groupName: groupName ?? null })
      : annotationsOf(await loadFrameNode(loaders, labelId, groupName, digits))
  const found = candidates.find(annotation => annotation.featureId === featureId)
  return found ? { ...found, __typename: found.type } : null
}

function annotationsOf(frame: FrameNode | null): readonly AnnotationNode[] {
  return frame ? frame.annotations.map(annotation => inLabel(frame.labelId, annotation)) : []
}

function named<Name extends string, Thing extends object>(__typename: Name, thing: Thing | null) {
  return thing && { __typename, ...thing }
}

/** A number as ids spell it. */
function parseNumber(digits: string | undefined): number | null {
  const number = Number(digits)
  return Number.isSafeInteger(number) && String(number) === digits ? number : null
}
