import { SlicegraphError } from '../errors.ts'
import { formatId, type MaskRef, type NodeKind, type PromiseOrValue, parseId, whenReady } from '../model/index.ts'
import { loadObjects, maskRef } from './annotation.ts'
import type { Loaders } from './create-loaders.ts'
import { loadFeatures } from './feature.ts'
import { loadFrame } from './frames.ts'
import { loadGroup } from './group.ts'
import type { AnyNode, FrameNode } from './node-types.ts'

/** Loads any object by its id; null if nothing has this id. */
export async function loadNode(loaders: Loaders, id: string): Promise<AnyNode | null> {
  const own = parseOwnId(id)
  if (!own) return loadLabelboxNode(loaders, id)
  const { kind, parts } = own
  // Another spelling of an id would be a second id of the same object.
  if (formatId(kind, ...parts) !== id) return null
  if (kind === 'annotation') return loadAnnotationNode(loaders, parts)
  const [first = '', second = '', third = ''] = parts
  if (parts.length !== PART_COUNTS[kind]) return null
  switch (kind) {
    case 'export':
      return named('Export', await loaders.export.load(id))
    case 'task':
      return named('ExportTask', await loaders.exportTask.load(id))
    case 'pull':
      return named('PullTask', await loaders.pullTask.load(id))
    case 'dataRowProject':
      return named('DataRowProject', await loaders.dataRowProject.load(id))
    case 'event': {
      const number = parseNumber(third)
      if (number === null) return null
      return named('WorkflowEvent', await loaders.workflowEvent.load({ dataRowId: first, projectId: second, number }))
    }
    case 'group':
      return named('Group', await loadGroup(loaders, first, second))
    case 'frame':
      return named('Frame', await loadFrameNode(loaders, first, second, third))
    case 'feature': {
      const group = await loadGroup(loaders, first, second)
      const features = group ? await loadFeatures(loaders, group) : []
      return named('Feature', features.find(feature => feature.featureId === third) ?? null)
    }
  }
}

/**
 * Returns the object that was found under an id, or null.
 * @throws SlicegraphError NOT_FOUND if a load removed the object, or the one that it is part of.
 */
export function foundOrGone<Found>(
  loaders: Loaders,
  id: string,
  found: PromiseOrValue<Found | null>,
): PromiseOrValue<Found | null> {
  return whenReady(found, object => {
    if (object !== null) return object
    return whenReady(loaders.gone.load(parseOwnId(id)?.parts[0] ?? id), isGone => {
      if (isGone) throw new SlicegraphError('NOT_FOUND', 'Nothing has this id any more: it is gone upstream.')
      return null
    })
  })
}

/** Loads a mask by the id of its annotation; null if there is none. */
export async function loadMaskRef(loaders: Loaders, id: string): Promise<MaskRef | null> {
  const node = await loadNode(loaders, id)
  if (node === null || !('type' in node) || node.type !== 'MaskAnnotation' || node.mask === null) return null
  return maskRef(node, node.mask)
}

/** Number of parts in an id of each kind. The id of an annotation has two to four. */
const PART_COUNTS: Readonly<Record<Exclude<NodeKind, 'dataRow' | 'project' | 'annotation'>, number>> = {
  export: 1,
  task: 1,
  pull: 1,
  dataRowProject: 2,
  event: 3,
  group: 2,
  frame: 3,
  feature: 3,
}

/**
 * Parses an id that Labelbox does not have. Null for an id of Labelbox, and for one that stands in for it: data rows and
 * projects of old exports can lack an id.
 */
function parseOwnId(id: string) {
  const parsed = parseId(id)
  if (!parsed || parsed.kind === 'dataRow' || parsed.kind === 'project') return null
  return { kind: parsed.kind, parts: parsed.parts }
}

async function loadLabelboxNode(loaders: Loaders, id: string): Promise<AnyNode | null> {
  const [dataRow, label, project] = await Promise.all([
    loaders.dataRow.load(id),
    loaders.label.load(id),
    loaders.project.load(id),
  ])
  return named('DataRow', dataRow) ?? named('Label', label) ?? named('Project', project)
}

async function loadFrameNode(
  loaders: Loaders,
  labelId: string,
  groupName: string,
  digits: string,
): Promise<FrameNode | null> {
  const number = parseNumber(digits)
  const group = number === null ? null : await loadGroup(loaders, labelId, groupName)
  return group && number !== null ? loadFrame(loaders, group, number) : null
}

/** Parts after the label: the feature alone, after a group, or after a group and a frame. */
async function loadAnnotationNode(
  loaders: Loaders,
  [labelId = '', ...place]: readonly string[],
): Promise<AnyNode | null> {
  const featureId = place.pop()
  const [groupName = null, digits] = place
  if (featureId === undefined || place.length > 2) return null
  const candidates =
    groupName === null || digits === undefined
      ? await loadObjects(loaders, { labelId, groupName })
      : ((await loadFrameNode(loaders, labelId, groupName, digits))?.annotations ?? [])
  const found = candidates.find(annotation => annotation.featureId === featureId)
  return found ? { ...found, __typename: found.type } : null
}

function named<Name extends string, Found extends object>(__typename: Name, found: Found | null) {
  return found && { __typename, ...found }
}

/** Parses a number as ids contain it. */
function parseNumber(digits: string): number | null {
  const number = Number(digits)
  return Number.isSafeInteger(number) && String(number) === digits ? number : null
}
