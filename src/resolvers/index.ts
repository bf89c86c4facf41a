import type { Resolvers } from '../generated/resolvers.ts'
import { Annotation } from './Annotation.ts'
import { BoundingBoxAnnotation } from './BoundingBoxAnnotation.ts'
import { ClassAgreement } from './ClassAgreement.ts'
import { DataRow } from './DataRow.ts'
import { DataRowProject } from './DataRowProject.ts'
import { DateTime } from './DateTime.ts'
import { Export } from './Export.ts'
import { ExportTask } from './ExportTask.ts'
import { Feature } from './Feature.ts'
import { Frame } from './Frame.ts'
import { Group } from './Group.ts'
import { Label } from './Label.ts'
import { LabelComparison } from './LabelComparison.ts'
import { Mask } from './Mask.ts'
import { MaskAnnotation } from './MaskAnnotation.ts'
import { Mutation } from './Mutation.ts'
import { PointAnnotation } from './PointAnnotation.ts'
import { PolygonAnnotation } from './PolygonAnnotation.ts'
import { PolylineAnnotation } from './PolylineAnnotation.ts'
import { Project } from './Project.ts'
import { PullTask } from './PullTask.ts'
import { Query } from './Query.ts'
import { Removal } from './Removal.ts'
import { statsDimensions } from './related.ts'
import { Subscription } from './Subscription.ts'
import { Json, SafeInt, TimeZone } from './scalars.ts'
import { UnknownAnnotation } from './UnknownAnnotation.ts'
import { WorkflowEvent } from './WorkflowEvent.ts'

export { DEFAULT_PAGE, LARGEST_PAGE } from './connection.ts'

/** Resolvers by type and field. A field without a resolver is the property of that name. */
export const resolvers = {
  AgreementStats: { project: statsDimensions.project },
  Annotation,
  AnnotationStats: statsDimensions,
  BoundingBoxAnnotation,
  ClassAgreement,
  ClassificationStats: { project: statsDimensions.project, answer: ({ answered }) => answered },
  DataRow,
  DataRowProject,
  DataRowProjectStats: statsDimensions,
  DataRowStats: { dataset: statsDimensions.dataset },
  DateTime,
  Export,
  ExportTask,
  Feature,
  Frame,
  Group,
  JSON: Json,
  Label,
  LabelComparison,
  LabelStats: statsDimensions,
  Mask,
  MaskAnnotation,
  Mutation,
  PointAnnotation,
  PolygonAnnotation,
  PolylineAnnotation,
  Project,
  PullTask,
  Query,
  Removal,
  SafeInt,
  Subscription,
  TimeZone,
  UnknownAnnotation,
  WorkflowEvent,
  WorkflowStats: { project: statsDimensions.project },
} satisfies Resolvers
