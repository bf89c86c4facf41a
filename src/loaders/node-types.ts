import type {
  Annotation,
  Classification,
  DataRow,
  DataRowProject,
  ExportTask,
  Feature,
  Format,
  Frame,
  GroupBody,
  GroupHead,
  JsonObject,
  Label,
  Project,
  Relationship,
  WorkflowEvent,
} from '../model/index.ts'
import type { Export } from '../store/index.ts'

/*
 * What resolvers get as their parents: the model, and what it takes to find the way from a part of a label back to the
 * label.
 */

interface InLabel {
  readonly labelId: string
}

interface InGroup extends InLabel {
  /** As in ids: `Axial`. */
  readonly groupName: string
}

/** A label's content, objects and frames aside. */
export interface ContentNode {
  readonly groups: readonly GroupNode[]
  readonly classifications: readonly Classification[]
  readonly relationships: readonly Relationship[]
  /** Belongs into the label's `raw`. */
  readonly raw: JsonObject
}

export type GroupNode = GroupHead & GroupBody & InLabel & { readonly format: Format }
export type FeatureNode = Feature & InGroup
export type FrameNode = Frame & InGroup
export type AnnotationNode = Annotation & InLabel

/** The parent of a GraphQL type without a mapper in codegen.yml: for a kind of annotation, the node of that type. */
export type Parent<T> = T extends { readonly __typename?: infer Name }
  ? NonNullable<Name> extends Annotation['type']
    ? Extract<AnnotationNode, { type: NonNullable<Name> }>
    : T
  : T

/** Anything that has an id, and what it is. */
export type AnyNode =
  | ({ readonly __typename: 'DataRow' } & DataRow)
  | ({ readonly __typename: 'DataRowProject' } & DataRowProject)
  | ({ readonly __typename: 'Project' } & Project)
  | ({ readonly __typename: 'Label' } & Label)
  | ({ readonly __typename: 'Group' } & GroupNode)
  | ({ readonly __typename: 'Feature' } & FeatureNode)
  | ({ readonly __typename: 'Frame' } & FrameNode)
  | ({ readonly __typename: Annotation['type'] } & AnnotationNode)
  | ({ readonly __typename: 'WorkflowEvent' } & WorkflowEvent)
  | ({ readonly __typename: 'Export' } & Export)
  | ({ readonly __typename: 'ExportTask' } & ExportTask)
