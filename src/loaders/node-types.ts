import type {
  Annotation,
  Classification,
  DataRow,
  DataRowProject,
  ExportTask,
  Format,
  Frame,
  GroupBody,
  GroupHead,
  JsonObject,
  Label,
  Project,
  PromiseOrValue,
  PullTask,
  Relationship,
  WorkflowEvent,
} from '../model/index.ts'
import type { Export, StoredFeature } from '../store/index.ts'

/* Parents of resolvers: types of the model, with the ids that lead from a part of a label to the label. */

interface InLabel {
  readonly labelId: string
}

interface InGroup extends InLabel {
  /** As in ids, such as `Axial`. */
  readonly groupName: string
}

/** Content of a label without objects and frames. */
export interface ContentNode {
  readonly groups: readonly GroupNode[]
  readonly classifications: readonly Classification[]
  readonly relationships: readonly Relationship[]
  /** Part of the label's `raw`. */
  readonly raw: JsonObject
}

export type GroupNode = GroupHead & GroupBody & InLabel & { readonly format: Format }
export type FeatureNode = StoredFeature
export type FrameNode = Omit<Frame, 'annotations'> & InGroup & { readonly annotations: readonly AnnotationNode[] }
export type AnnotationNode = Annotation & InLabel

/** A chunk's frames and objects. */
export interface ChunkNode {
  readonly frames: readonly FrameNode[]
  /** Objects without a frame, in the export's order. */
  readonly objects: readonly AnnotationNode[]
}

/** A page of a list. Each part is read only if the query selects it. */
export interface Connection<Node> {
  edges(): PromiseOrValue<readonly Edge<Node>[]>
  /** A node that cannot be read does not affect the others. */
  nodes(): PromiseOrValue<readonly PromiseOrValue<Node>[]>
  readonly pageInfo: PageInfo
  totalCount(): PromiseOrValue<number>
}

interface Edge<Node> {
  cursor(): string
  node(): PromiseOrValue<Node>
}

export interface PageInfo {
  hasNextPage(): PromiseOrValue<boolean>
  hasPreviousPage(): PromiseOrValue<boolean>
  startCursor(): PromiseOrValue<string | null>
  endCursor(): PromiseOrValue<string | null>
}

/**
 * The parent of a GraphQL type without a mapper in codegen.yml. For a connection, a page of its nodes; for an annotation
 * type, the node of that type.
 */
export type Parent<T> = T extends { readonly pageInfo: unknown; readonly nodes: readonly (infer Node)[] }
  ? Connection<NonNullable<Awaited<Node>>>
  : T extends { readonly __typename?: infer Name }
    ? NonNullable<Name> extends Annotation['type']
      ? Extract<AnnotationNode, { type: NonNullable<Name> }>
      : T
    : T

/** Any object with an id, with the name of its type. */
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
  | ({ readonly __typename: 'PullTask' } & PullTask)
