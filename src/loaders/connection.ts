import type { DataRow, DataRowProject, ExportTask, Label, Project, WorkflowEvent } from '../model/index.ts'
import type { Export, Reject } from '../store/index.ts'
import type { AnnotationNode, FrameNode } from './node-types.ts'

/** A page of a list. Each part is read only if the query selects it. */
export interface Connection<Node> {
  edges(): Promise<readonly Edge<Node>[]>
  /** A node that cannot be read does not affect the others. */
  nodes(): Promise<readonly (Node | Promise<Node>)[]>
  readonly pageInfo: PageInfo
  totalCount(): Promise<number>
}

interface Edge<Node> {
  readonly cursor: string
  node(): Node | Promise<Node>
}

export interface PageInfo {
  hasNextPage(): Promise<boolean>
  hasPreviousPage(): Promise<boolean>
  startCursor(): Promise<string | null>
  endCursor(): Promise<string | null>
}

export type DataRowConnection = Connection<DataRow>
export type DataRowProjectConnection = Connection<DataRowProject>
export type LabelConnection = Connection<Label>
export type FrameConnection = Connection<FrameNode>
export type AnnotationConnection = Connection<AnnotationNode>
export type WorkflowEventConnection = Connection<WorkflowEvent>
export type ProjectConnection = Connection<Project>
export type ExportConnection = Connection<Export>
export type ExportTaskConnection = Connection<ExportTask>
export type RejectedRecordConnection = Connection<Reject>
