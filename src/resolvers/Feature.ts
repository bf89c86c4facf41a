import type { FeatureResolvers } from '../generated/resolvers.ts'
import {
  type FeatureNode,
  type GraphContext,
  loadAnnotation,
  loadFeatureSummary,
  loadGroup,
  loadLook,
  loadTrack,
} from '../loaders/index.ts'
import { boxOf, formatId, whenReady } from '../model/index.ts'
import { connect } from './connection.ts'
import { required } from './related.ts'
import { selectedFields } from './selected-fields.ts'

export const Feature: FeatureResolvers = {
  id: idOf,
  schemaId: textOf('schemaId'),
  name: textOf('name'),
  annotationKind: textOf('annotationKind'),
  value: (feature, _args, { loaders }) => whenReady(loadLook(loaders, feature), look => look.value),
  color: (feature, _args, { loaders }) => whenReady(loadLook(loaders, feature), look => look.color),
  segments: (feature, _args, { loaders }) => whenReady(loadTrack(loaders, feature), track => track.segments),
  keyFrames: (feature, _args, { loaders }) => whenReady(loadTrack(loaders, feature), track => track.keyFrames),
  label: ({ labelId }, _args, { loaders }) => required(loaders.label.load(labelId)),
  group: ({ labelId, groupName }, _args, { loaders }) => required(loadGroup(loaders, labelId, groupName)),
  annotations: (feature, args, { loaders }) =>
    connect(args, loaders.rowsOf('annotation', 'feature', idOf(feature), args), ref => loadAnnotation(loaders, ref)),
  boundingBox: ({ bounds }) => bounds && boxOf(bounds),
  area: (feature, _args, { loaders }, info) => loadFeatureSummary(loaders, feature, 'area', selectedFields(info)),
  length: (feature, _args, { loaders }, info) => loadFeatureSummary(loaders, feature, 'length', selectedFields(info)),
}

function idOf({ labelId, groupName, featureId }: FeatureNode): string {
  return formatId('feature', labelId, groupName, featureId)
}

/** A column cannot hold half of a surrogate pair, and has a replacement character in its place. */
function textOf(field: 'schemaId' | 'name' | 'annotationKind') {
  return (feature: FeatureNode, _args: unknown, { loaders }: GraphContext) =>
    feature[field]?.includes('\ufffd') ? whenReady(loadLook(loaders, feature), look => look[field]) : feature[field]
}
