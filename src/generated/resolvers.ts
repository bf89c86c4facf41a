import type { Instant } from '../model/index.ts';
import type { Json } from '../model/index.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnyNode, GroupNode, FeatureNode, FrameNode, AnnotationNode, PageInfo as PageInfoModel, DataRowConnection as DataRowConnectionModel, DataRowProjectConnection as DataRowProjectConnectionModel, LabelConnection as LabelConnectionModel, FrameConnection as FrameConnectionModel, AnnotationConnection as AnnotationConnectionModel, WorkflowEventConnection as WorkflowEventConnectionModel, ProjectConnection as ProjectConnectionModel, ExportConnection as ExportConnectionModel, ExportTaskConnection as ExportTaskConnectionModel, RejectedRecordConnection as RejectedRecordConnectionModel, GraphContext, Parent } from '../loaders/index.ts';
import type { DataRow as DataRowModel, DataRowProject as DataRowProjectModel, Project as ProjectModel, Label as LabelModel, Review as ReviewModel, Relationship as RelationshipModel, Classification as ClassificationModel, ClassificationAnswer as ClassificationAnswerModel, MaskRef, WorkflowEvent as WorkflowEventModel, ExportTask as ExportTaskModel } from '../model/index.ts';
import type { Export as ExportModel, Reject, DataRowProjectStats as DataRowProjectStatsModel, LabelStats as LabelStatsModel, AnnotationStats as AnnotationStatsModel, WorkflowStats as WorkflowStatsModel } from '../store/index.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * An instant. Out: RFC 3339 in UTC, with a fraction of up to microseconds.
   * In: RFC 3339, a date (its start in UTC), YYYY-MM-DD hh:mm:ss (UTC), or epoch milliseconds.
   */
  DateTime: { input: Instant; output: Instant; }
  /** Any JSON value, as the export has it. */
  JSON: { input: Json; output: Json; }
  /** Whole number between -(2^53 - 1) and 2^53 - 1. Byte offsets of large files exceed the 32 bits of Int. */
  SafeInt: { input: number; output: number; }
  /** Name of a time zone in the IANA database, such as `Europe/Berlin` or `UTC`. */
  TimeZone: { input: string; output: string; }
};

/** Something drawn or marked. Its type says what geometry it has. */
export type Annotation = {
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** The smallest upright rectangle around the geometry, of width and height 0 for a point; null if there is none. On a mask this fetches the mask, like the fields of mask. To ask only for boxes that never fetch, select it within fragments on the other types. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A page of annotations. */
export type AnnotationConnection = {
  readonly __typename?: 'AnnotationConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<AnnotationEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Annotation>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What annotations can be told apart by. */
export type AnnotationDimension =
  /** annotationKind. */
  | 'ANNOTATION_KIND'
  /** Who made their label. */
  | 'CREATED_BY'
  /** dataset. */
  | 'DATASET'
  /** The day of their label's createdAt in timeZone. At most one of DAY, WEEK and MONTH. */
  | 'DAY'
  /** The plane they are in. */
  | 'GROUP'
  /** The month of their label's createdAt in timeZone. */
  | 'MONTH'
  /** name: their class. */
  | 'NAME'
  /** project. */
  | 'PROJECT'
  /** The ISO week (from Monday) of their label's createdAt in timeZone. */
  | 'WEEK';

/** An annotation in a list. */
export type AnnotationEdge = {
  readonly __typename?: 'AnnotationEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** An annotation; null only together with an error at its path. */
  readonly node?: Maybe<Annotation>;
};

/** Which annotations. Fields are AND-ed. area and length compare what has been measured and never fetch. */
export type AnnotationFilter = {
  /** All of these hold; [] holds for everything. */
  readonly and?: InputMaybe<ReadonlyArray<AnnotationFilter>>;
  /** The vendor's word for its geometry and medium. */
  readonly annotationKind?: InputMaybe<StringFilter>;
  /** Its area in square pixels: of polygons and boxes, and of masks once they are measured. It never fetches. */
  readonly area?: InputMaybe<FloatFilter>;
  /** It has such a classification. */
  readonly classification?: InputMaybe<ClassificationFilter>;
  /** Who made its label. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Its data row's id. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Its feature id. */
  readonly featureId?: InputMaybe<IdFilter>;
  /** The number of its frame. */
  readonly frameNumber?: InputMaybe<IntFilter>;
  /** Which plane it is in. */
  readonly group?: InputMaybe<GroupKeyFilter>;
  /** The name of its group, as in ids: Axial. */
  readonly groupName?: InputMaybe<StringFilter>;
  /** Whether a person drew it in this frame. */
  readonly keyFrame?: InputMaybe<BooleanFilter>;
  /** Its label is such a one. */
  readonly label?: InputMaybe<LabelFilter>;
  /** Its label's id. */
  readonly labelId?: InputMaybe<IdFilter>;
  /** Its length in pixels: of polylines. */
  readonly length?: InputMaybe<FloatFilter>;
  /** Its tool's name. */
  readonly name?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<AnnotationFilter>;
  /** One of these holds; [] holds for nothing. */
  readonly or?: InputMaybe<ReadonlyArray<AnnotationFilter>>;
  /** Its project's id. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Its tool in the ontology. */
  readonly schemaId?: InputMaybe<IdFilter>;
};

/** An order of annotations. */
export type AnnotationOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: AnnotationOrderField;
};

/** What annotations can be ordered by. */
export type AnnotationOrderField =
  /** Its area, where it has been measured. */
  | 'AREA'
  /** The number of its frame. */
  | 'FRAME_NUMBER'
  /** id. */
  | 'ID'
  /** Its length, where it has been measured. */
  | 'LENGTH'
  /** name. */
  | 'NAME';

/** Figures over one combination of the dimensions asked for. */
export type AnnotationStats = {
  readonly __typename?: 'AnnotationStats';
  /** How many annotations: a thing in ten frames counts ten times. */
  readonly annotationCount: Scalars['Int']['output'];
  /** The vendor's word for their geometry and medium (ANNOTATION_KIND). */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** Areas in square pixels: of polygons and boxes, and of masks once they are measured. It never fetches. */
  readonly area: NumberSummary;
  /** Who made their labels (CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** The dataset (DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** How many features: a thing in ten frames counts once. */
  readonly featureCount: Scalars['Int']['output'];
  /** How many frames hold them. */
  readonly frameCount: Scalars['Int']['output'];
  /** The plane they are in (GROUP); null too for those in no group. */
  readonly group?: Maybe<GroupKey>;
  /** How many labels hold them. */
  readonly labelCount: Scalars['Int']['output'];
  /** Lengths in pixels: of polylines. */
  readonly length: NumberSummary;
  /** Their class (NAME). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** When the day, week or month of their label's createdAt began (DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** The project (PROJECT). */
  readonly project?: Maybe<Project>;
};

/** Something shown beside an asset. */
export type Attachment = {
  readonly __typename?: 'Attachment';
  /** The vendor's id. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** As people named it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What it is, as IMAGE, VIDEO, RAW_TEXT, HTML. */
  readonly type: Scalars['String']['output'];
  /** Its URL, or the text itself. */
  readonly value: Scalars['String']['output'];
};

/** Compares yes and no. Operators are AND-ed. */
export type BooleanFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An upright rectangle, in pixels from the top left. */
export type BoundingBox = {
  readonly __typename?: 'BoundingBox';
  /** How high it is. */
  readonly height: Scalars['Float']['output'];
  /** Its left edge, from the left. */
  readonly left: Scalars['Float']['output'];
  /** Its top edge, from the top. */
  readonly top: Scalars['Float']['output'];
  /** How wide it is. */
  readonly width: Scalars['Float']['output'];
};

/** An upright rectangle. */
export type BoundingBoxAnnotation = Annotation & Node & {
  readonly __typename?: 'BoundingBoxAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** The rectangle. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A question of the ontology and what was answered. */
export type Classification = {
  readonly __typename?: 'Classification';
  /** How it is answered. */
  readonly answerKind: ClassificationAnswerKind;
  /** The chosen options; [] of a TEXT question. */
  readonly answers: ReadonlyArray<ClassificationAnswer>;
  /** Its own id. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** The question. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** The question in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** The answer to a TEXT question; null otherwise. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** The question as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** One chosen option. */
export type ClassificationAnswer = {
  readonly __typename?: 'ClassificationAnswer';
  /** What was asked further because of this option, to any depth. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its own id. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** The option. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The option in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** The option as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** How a question is answered. */
export type ClassificationAnswerKind =
  /** By any number of options. */
  | 'CHECKLIST'
  /** In a way this gateway does not model; see raw. */
  | 'OTHER'
  /** By one option. */
  | 'RADIO'
  /** In words. */
  | 'TEXT';

/** Meets what has one classification, at any depth, that all of this holds for. */
export type ClassificationFilter = {
  /** The name of a chosen option. */
  readonly answer?: InputMaybe<StringFilter>;
  /** The question. */
  readonly name?: InputMaybe<StringFilter>;
  /** The answer to a TEXT question. */
  readonly text?: InputMaybe<StringFilter>;
  /** The question as a slug. */
  readonly value?: InputMaybe<StringFilter>;
};

/** One asset: a volume, an image, a video, a text. */
export type DataRow = Node & {
  readonly __typename?: 'DataRow';
  /** What was attached to it; null when not exported. */
  readonly attachments?: Maybe<ReadonlyArray<Attachment>>;
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made it: an e-mail address. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** The dataset it came in with; null when neither its id nor its name was exported. */
  readonly dataset?: Maybe<Dataset>;
  /** Its vectors; null when not exported. */
  readonly embeddings?: Maybe<ReadonlyArray<Embedding>>;
  /** Its model runs, whole, as the export has them. */
  readonly experiments?: Maybe<Scalars['JSON']['output']>;
  /** The name its owner gave it, often a file's; not unique. */
  readonly externalId?: Maybe<Scalars['String']['output']>;
  /** The key its owner gave it; unique in the organisation. */
  readonly globalKey?: Maybe<Scalars['String']['output']>;
  /** The vendor's id; dataRow:LABEL where an old export left the row nameless. */
  readonly id: Scalars['ID']['output'];
  /** Its labels, by id. */
  readonly labels: ReadonlyArray<Label>;
  /** When anybody last did anything with it. */
  readonly lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the export says of the asset's medium, as it stands there. */
  readonly mediaAttributes?: Maybe<Scalars['JSON']['output']>;
  /** Its metadata; null when not exported. */
  readonly metadata?: Maybe<ReadonlyArray<MetadataField>>;
  /** The asset's media type, as application/dicom. */
  readonly mimeType?: Maybe<Scalars['String']['output']>;
  /** Its places in projects' queues, by project id. */
  readonly projects: ReadonlyArray<DataRowProject>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** The asset: its URL, or its text. */
  readonly rowData?: Maybe<Scalars['String']['output']>;
  /** When it last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What happened to it, oldest first; null when no history was exported. */
  readonly workflowEvents?: Maybe<ReadonlyArray<WorkflowEvent>>;
};


/** One asset: a volume, an image, a video, a text. */
export type DataRowLabelsArgs = {
  projectId?: InputMaybe<Scalars['ID']['input']>;
};


/** One asset: a volume, an image, a video, a text. */
export type DataRowWorkflowEventsArgs = {
  projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of data rows. */
export type DataRowConnection = {
  readonly __typename?: 'DataRowConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<DataRowEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<DataRow>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A data row in a list. */
export type DataRowEdge = {
  readonly __typename?: 'DataRowEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A data row; null only together with an error at its path. */
  readonly node?: Maybe<DataRow>;
};

/** Which data rows. Fields are AND-ed. */
export type DataRowFilter = {
  /** All of these hold; [] holds for everything. */
  readonly and?: InputMaybe<ReadonlyArray<DataRowFilter>>;
  /** When it was made. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** Who made it. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Its dataset's id. */
  readonly datasetId?: InputMaybe<IdFilter>;
  /** Its dataset's name. */
  readonly datasetName?: InputMaybe<StringFilter>;
  /** Its external id. */
  readonly externalId?: InputMaybe<StringFilter>;
  /** Its global key. */
  readonly globalKey?: InputMaybe<StringFilter>;
  /** Its id. */
  readonly id?: InputMaybe<IdFilter>;
  /** It has such a label. */
  readonly label?: InputMaybe<LabelFilter>;
  /** How many labels it has. */
  readonly labelCount?: InputMaybe<IntFilter>;
  /** When anybody last did anything with it. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** It has such a metadata field. */
  readonly metadata?: InputMaybe<MetadataFilter>;
  /** Its media type. */
  readonly mimeType?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<DataRowFilter>;
  /** One of these holds; [] holds for nothing. */
  readonly or?: InputMaybe<ReadonlyArray<DataRowFilter>>;
  /** It is in such a queue. */
  readonly project?: InputMaybe<DataRowProjectFilter>;
  /** When it last changed. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** An order of data rows. */
export type DataRowOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: DataRowOrderField;
};

/** What data rows can be ordered by. */
export type DataRowOrderField =
  /** createdAt. */
  | 'CREATED_AT'
  /** globalKey. */
  | 'GLOBAL_KEY'
  /** id. */
  | 'ID'
  /** lastActivityAt. */
  | 'LAST_ACTIVITY_AT'
  /** updatedAt. */
  | 'UPDATED_AT';

/** A data row in a project's queue: one line of a worklist. */
export type DataRowProject = Node & {
  readonly __typename?: 'DataRowProject';
  /** The batch that brought the row into the queue. */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** That batch's name. */
  readonly batchName?: Maybe<Scalars['String']['output']>;
  /** How many labels consensus asks for; 1 without consensus. */
  readonly consensusExpectedLabelCount?: Maybe<Scalars['Int']['output']>;
  /** The data row. */
  readonly dataRow: DataRow;
  /** dataRowProject:ROW:PROJECT. */
  readonly id: Scalars['ID']['output'];
  /** When its newest workflow event moved it. */
  readonly inTaskSince?: Maybe<Scalars['DateTime']['output']>;
  /** The row's labels in this project, by id. */
  readonly labels: ReadonlyArray<Label>;
  /** The ontology the project labels against. */
  readonly ontologyId?: Maybe<Scalars['ID']['output']>;
  /** Its priority in the queue: 1 comes first. */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** The project. */
  readonly project: Project;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** The label that consensus chose; null too when that label was not exported. */
  readonly selectedLabel?: Maybe<Label>;
  /** The id of the label that consensus chose. */
  readonly selectedLabelId?: Maybe<Scalars['ID']['output']>;
  /** The workflow task it is in. */
  readonly taskName?: Maybe<Scalars['String']['output']>;
  /** What happened to the row in this project, oldest first; null when its history was not exported. */
  readonly workflowEvents?: Maybe<ReadonlyArray<WorkflowEvent>>;
  /** Its state, as TO_LABEL, IN_REVIEW, IN_REWORK or DONE. */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};

/** A page of data rows in their queues. */
export type DataRowProjectConnection = {
  readonly __typename?: 'DataRowProjectConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<DataRowProjectEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<DataRowProject>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What worklists can be told apart by. */
export type DataRowProjectDimension =
  /** batchId and batchName. */
  | 'BATCH'
  /** dataset. */
  | 'DATASET'
  /** priority. */
  | 'PRIORITY'
  /** project. */
  | 'PROJECT'
  /** taskName. */
  | 'TASK'
  /** workflowStatus. */
  | 'WORKFLOW_STATUS';

/** A data row in its queue in a list. */
export type DataRowProjectEdge = {
  readonly __typename?: 'DataRowProjectEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A data row in its queue; null only together with an error at its path. */
  readonly node?: Maybe<DataRowProject>;
};

/** Which lines of worklists. Fields are AND-ed. */
export type DataRowProjectFilter = {
  /** All of these hold; [] holds for everything. */
  readonly and?: InputMaybe<ReadonlyArray<DataRowProjectFilter>>;
  /** Its batch's id. */
  readonly batchId?: InputMaybe<IdFilter>;
  /** Its batch's name. */
  readonly batchName?: InputMaybe<StringFilter>;
  /** Its data row is such a one. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** Since when it has been in its task. */
  readonly inTaskSince?: InputMaybe<DateTimeFilter>;
  /** The row has such a label in this project. */
  readonly label?: InputMaybe<LabelFilter>;
  /** How many labels the row has in this project. */
  readonly labelCount?: InputMaybe<IntFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<DataRowProjectFilter>;
  /** One of these holds; [] holds for nothing. */
  readonly or?: InputMaybe<ReadonlyArray<DataRowProjectFilter>>;
  /** Its priority. */
  readonly priority?: InputMaybe<IntFilter>;
  /** Its project's id. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** The workflow task it is in. */
  readonly taskName?: InputMaybe<StringFilter>;
  /** Its state, as IN_REVIEW. */
  readonly workflowStatus?: InputMaybe<StringFilter>;
};

/** An order of worklists. */
export type DataRowProjectOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: DataRowProjectOrderField;
};

/** What worklists can be ordered by. */
export type DataRowProjectOrderField =
  /** id. */
  | 'ID'
  /** inTaskSince: who has waited longest. */
  | 'IN_TASK_SINCE'
  /** priority: 1 is the most urgent. */
  | 'PRIORITY';

/** Figures over one combination of the dimensions asked for. */
export type DataRowProjectStats = {
  readonly __typename?: 'DataRowProjectStats';
  /** The batch's id (BATCH). */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** The batch's name (BATCH). */
  readonly batchName?: Maybe<Scalars['String']['output']>;
  /** How many data rows. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** The dataset (DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** How many labels. */
  readonly labelCount: Scalars['Int']['output'];
  /** Since when the longest-waiting row has been in its task. */
  readonly oldestInTaskSince?: Maybe<Scalars['DateTime']['output']>;
  /** The priority (PRIORITY). */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** The project (PROJECT). */
  readonly project?: Maybe<Project>;
  /** The workflow task (TASK). */
  readonly taskName?: Maybe<Scalars['String']['output']>;
  /** How many of them have no label in that project. */
  readonly unlabelledCount: Scalars['Int']['output'];
  /** The state (WORKFLOW_STATUS). */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};

/** Where data rows come in together. A v1 export knows its name only. */
export type Dataset = {
  readonly __typename?: 'Dataset';
  /** The vendor's id. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** As people named it. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** Compares instants, to the microsecond. Operators are AND-ed. */
export type DateTimeFilter = {
  /** Is after this. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or after. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is before this. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or before. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One model's vectors of a data row. */
export type Embedding = {
  readonly __typename?: 'Embedding';
  /** How many numbers a vector has. */
  readonly dimensions?: Maybe<Scalars['Int']['output']>;
  /** Names the model, not the vector: every row has the same. */
  readonly embeddingId?: Maybe<Scalars['ID']['output']>;
  /** Whether it was uploaded rather than computed by the vendor. */
  readonly isCustom?: Maybe<Scalars['Boolean']['output']>;
  /** The model's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** One vector per entry. */
  readonly values: ReadonlyArray<ReadonlyArray<Scalars['Float']['output']>>;
};

/** One file that was loaded. recordCount is what was stored and what was rejected. */
export type Export = Node & {
  readonly __typename?: 'Export';
  /** How many data rows they are about. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** The vendor's format of its records. */
  readonly format: ExportFormat;
  /** export:… */
  readonly id: Scalars['ID']['output'];
  /** How many labels they hold. */
  readonly labelCount: Scalars['Int']['output'];
  /** When it was loaded. */
  readonly loadedAt: Scalars['DateTime']['output'];
  /** How many records it has. */
  readonly recordCount: Scalars['Int']['output'];
  /** How many records were rejected. */
  readonly rejectedCount: Scalars['Int']['output'];
  /** The records that were rejected, by line. */
  readonly rejects?: Maybe<RejectedRecordConnection>;
  /** The file's name, as it was given. */
  readonly source: Scalars['String']['output'];
};


/** One file that was loaded. recordCount is what was stored and what was rejected. */
export type ExportRejectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of exports. */
export type ExportConnection = {
  readonly __typename?: 'ExportConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<ExportEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Export>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An export in a list. */
export type ExportEdge = {
  readonly __typename?: 'ExportEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** An export; null only together with an error at its path. */
  readonly node?: Maybe<Export>;
};

/** AND-ed. dataRowIds or globalKeys, not both; 2,000 of them at most. */
export type ExportFilters = {
  /** The rows of these batches. */
  readonly batchIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** These rows. */
  readonly dataRowIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The rows with these keys. */
  readonly globalKeys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** When a label was made. */
  readonly labelCreatedAt?: InputMaybe<ExportTimeRange>;
  /** When anybody last did anything with the row: labels, metadata, status, comments, reviews. */
  readonly lastActivityAt?: InputMaybe<ExportTimeRange>;
  /** As in DataRowProject (IN_REVIEW), or as the vendor's SDK has it (InReview). */
  readonly workflowStatus?: InputMaybe<Scalars['String']['input']>;
};

/** The vendor's formats. */
export type ExportFormat =
  /** Both occur. */
  | 'MIXED'
  /** A record is a label, with keys in English words. */
  | 'V1'
  /** A record is a data row. */
  | 'V2';

/** What an export is to carry. What it does not carry stays as it is here. */
export type ExportParams = {
  /** Attachments of data rows. */
  readonly attachments: Scalars['Boolean']['input'];
  /** Dataset, times and creator of data rows. */
  readonly dataRowDetails: Scalars['Boolean']['input'];
  /** Embeddings of data rows. */
  readonly embeddings: Scalars['Boolean']['input'];
  /** Frames between key frames too. */
  readonly interpolatedFrames: Scalars['Boolean']['input'];
  /** Creator, times and reviews of labels. */
  readonly labelDetails: Scalars['Boolean']['input'];
  /** Metadata of data rows. */
  readonly metadataFields: Scalars['Boolean']['input'];
  /** Seconds and scores of labels. */
  readonly performanceDetails: Scalars['Boolean']['input'];
  /** Batch, status and workflow history in a project. */
  readonly projectDetails: Scalars['Boolean']['input'];
  /** Whose labels come along when the scope is a dataset or the catalog; all when left out. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Exactly one of them. */
export type ExportScope =
  /** All data rows: true. */
  { readonly catalog: Scalars['Boolean']['input']; readonly datasetId?: never; readonly modelRunId?: never; readonly projectId?: never; }
  |  /** All data rows of a dataset. */
  { readonly catalog?: never; readonly datasetId: Scalars['ID']['input']; readonly modelRunId?: never; readonly projectId?: never; }
  |  /** A model run: not supported, as the vendor's page says (EXPORT_UNSUPPORTED). */
  { readonly catalog?: never; readonly datasetId?: never; readonly modelRunId: Scalars['ID']['input']; readonly projectId?: never; }
  |  /** All data rows of a project. */
  { readonly catalog?: never; readonly datasetId?: never; readonly modelRunId?: never; readonly projectId: Scalars['ID']['input']; };

/** An export that Labelbox is asked to run, and that is loaded when it is there. It outlives a restart of the gateway. */
export type ExportTask = Node & {
  readonly __typename?: 'ExportTask';
  /** How many data rows were loaded so far. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Why it failed; or the rows that Labelbox could not export, the first 1,000. */
  readonly errors: ReadonlyArray<ExportTaskError>;
  /** What it ended in; null until then. Its rejects are the records that were refused here. */
  readonly export?: Maybe<Export>;
  /** When it ended; null while it runs. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** task:… */
  readonly id: Scalars['ID']['output'];
  /** What it was started with, defaults filled in. */
  readonly input: Scalars['JSON']['output'];
  /** From 0 to 1: half of it is Labelbox's part, half is loading. */
  readonly progress: Scalars['Float']['output'];
  /** When it was started. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How it is doing. */
  readonly status: ExportTaskStatus;
};

/** A page of export tasks. */
export type ExportTaskConnection = {
  readonly __typename?: 'ExportTaskConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<ExportTaskEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<ExportTask>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An export task in a list. */
export type ExportTaskEdge = {
  readonly __typename?: 'ExportTaskEdge';
  /** Where it stands: opaque, for after and before. */
  readonly cursor: Scalars['String']['output'];
  /** A task; null only together with an error at its path. */
  readonly node?: Maybe<ExportTask>;
};

/** What went wrong with an export task. */
export type ExportTaskError = {
  readonly __typename?: 'ExportTaskError';
  /** For people. */
  readonly message: Scalars['String']['output'];
  /** The line of Labelbox's error stream, where it is one. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
};

/** How an export task is doing. */
export type ExportTaskStatus =
  /** All of it is loaded. */
  | 'COMPLETE'
  /** It is loaded, but for rows that Labelbox could not export. */
  | 'COMPLETE_WITH_ERRORS'
  /** Nothing of it was loaded. */
  | 'FAILED'
  /** Labelbox is at it, or it is being loaded. */
  | 'IN_PROGRESS';

/** Either end may be open. YYYY-MM-DD and YYYY-MM-DD hh:mm:ss are in the account's time zone; or RFC 3339. */
export type ExportTimeRange = {
  /** The start, included. */
  readonly from?: InputMaybe<Scalars['String']['input']>;
  /** The end, included. */
  readonly to?: InputMaybe<Scalars['String']['input']>;
};

/**
 * One thing followed through the frames of a group: an object, or an answer that comes and goes.
 * What v1 gives frame by frame is gathered; what v2 leaves out is not guessed.
 */
export type Feature = Node & {
  readonly __typename?: 'Feature';
  /** The vendor's word for its geometry and medium; null for an answer. */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The same in every frame. */
  readonly featureId: Scalars['ID']['output'];
  /** feature:LABEL:Axial:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** The frames in which a person drew it; null where the export does not say. */
  readonly keyFrames?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** Its tool's or option's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its tool or option in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Where it is present; null where the export does not say. */
  readonly segments?: Maybe<ReadonlyArray<Segment>>;
  /** That name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Compares numbers. Operators are AND-ed. */
export type FloatFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['Float']['input']>;
  /** Is greater than this. */
  readonly gt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or greater. */
  readonly gte?: InputMaybe<Scalars['Float']['input']>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this. */
  readonly lt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or less. */
  readonly lte?: InputMaybe<Scalars['Float']['input']>;
};

/** One slice of a plane, or one picture of a video, and what is in it. */
export type Frame = Node & {
  readonly __typename?: 'Frame';
  /** What was drawn in this frame, in the export's order. */
  readonly annotations: ReadonlyArray<Annotation>;
  /** What was answered about this frame. */
  readonly classifications: ReadonlyArray<Classification>;
  /** The group it is part of. */
  readonly group: Group;
  /** frame:LABEL:Axial:6. */
  readonly id: Scalars['ID']['output'];
  /** As the export counts, within its group: Axial 6 and Sagittal 6 have nothing to do with each other. */
  readonly number: Scalars['Int']['output'];
  /** How annotations of this frame relate. */
  readonly relationships: ReadonlyArray<Relationship>;
};

/** A page of frames. */
export type FrameConnection = {
  readonly __typename?: 'FrameConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<FrameEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Frame>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A frame in a list. */
export type FrameEdge = {
  readonly __typename?: 'FrameEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A frame; null only together with an error at its path. */
  readonly node?: Maybe<Frame>;
};

/** Frame numbers of one group. */
export type FrameRange = {
  /** The first; included. */
  readonly from: Scalars['Int']['input'];
  /** The last; included. */
  readonly to: Scalars['Int']['input'];
};

/**
 * A plane of a volume. A video has no planes: its frames are one group, OTHER, named Video.
 * While the frames are known by URL only, remote is true and frameCount null; features, frame and frames fetch them.
 */
export type Group = Node & {
  readonly __typename?: 'Group';
  /** What was answered about the group itself. */
  readonly classifications: ReadonlyArray<Classification>;
  /** What is followed through its frames, by feature id. */
  readonly features?: Maybe<ReadonlyArray<Feature>>;
  /** One frame; null if the export holds nothing for it. A feature may still be present there: see its segments. */
  readonly frame?: Maybe<Frame>;
  /** Number of frames that the export, or the fetched frames document, holds something for. Features may be present in others: see their segments. Null while remote. */
  readonly frameCount?: Maybe<Scalars['Int']['output']>;
  /** The frames that hold anything, by number. */
  readonly frames?: Maybe<FrameConnection>;
  /** Where its frames are (v1); null where the export holds them. */
  readonly framesUrl?: Maybe<Scalars['String']['output']>;
  /** group:LABEL:Axial. */
  readonly id: Scalars['ID']['output'];
  /** Which plane. */
  readonly key: GroupKey;
  /** The label it is part of. */
  readonly label: Label;
  /** The export's spelling of its name, as Axial or axial. */
  readonly name: Scalars['String']['output'];
  /** Objects of the group itself, without a frame, in the export's order. */
  readonly objects: ReadonlyArray<Annotation>;
  /** How annotations of the group itself relate. */
  readonly relationships: ReadonlyArray<Relationship>;
  /** Whether its frames are known by URL only. */
  readonly remote: Scalars['Boolean']['output'];
};


/**
 * A plane of a volume. A video has no planes: its frames are one group, OTHER, named Video.
 * While the frames are known by URL only, remote is true and frameCount null; features, frame and frames fetch them.
 */
export type GroupFrameArgs = {
  number: Scalars['Int']['input'];
};


/**
 * A plane of a volume. A video has no planes: its frames are one group, OTHER, named Video.
 * While the frames are known by URL only, remote is true and frameCount null; features, frame and frames fetch them.
 */
export type GroupFramesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  range?: InputMaybe<FrameRange>;
};

/** Which plane a group is. */
export type GroupKey =
  /** The plane that the export names axial. */
  | 'AXIAL'
  /** The plane that the export names coronal. */
  | 'CORONAL'
  /** None of the three: a plane of another name, or the frames of a video. */
  | 'OTHER'
  /** The plane that the export names sagittal. */
  | 'SAGITTAL';

/** Compares planes. Operators are AND-ed. */
export type GroupKeyFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<GroupKey>;
  /** Is one of these; [] matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<GroupKey>>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this; null is not. */
  readonly ne?: InputMaybe<GroupKey>;
};

/** Compares ids. Operators are AND-ed. */
export type IdFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these; [] matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this; null is not. */
  readonly ne?: InputMaybe<Scalars['ID']['input']>;
};

/** Compares whole numbers. Operators are AND-ed. */
export type IntFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Is greater than this. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Is this or greater. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** Is one of these; [] matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Is this or less. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Is not this; null is not. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
};

/** One person's (or one import's) complete work on one data row in one project. */
export type Label = Node & {
  readonly __typename?: 'Label';
  /** All its annotations, by group, frame and place in the export. Frames that are known by URL only are fetched first. */
  readonly annotations?: Maybe<AnnotationConnection>;
  /** The label it was measured against. */
  readonly benchmarkLabelId?: Maybe<Scalars['ID']['output']>;
  /** Agreement with the benchmark, 0 to 1; null when not computed. */
  readonly benchmarkScore?: Maybe<Scalars['Float']['output']>;
  /** What was answered about the whole. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Agreement with the row's other labels, 0 to 1; null when not computed. */
  readonly consensusScore?: Maybe<Scalars['Float']['output']>;
  /** When its annotations last changed. */
  readonly contentUpdatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made it: an e-mail address. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** The data row it is about. */
  readonly dataRow: DataRow;
  /** Its data row's place in its project's queue. */
  readonly dataRowProject?: Maybe<DataRowProject>;
  /** One plane by its name; null when there is none. */
  readonly group?: Maybe<Group>;
  /** Its planes; of a video its one stretch of frames. */
  readonly groups: ReadonlyArray<Group>;
  /** Whether somebody raised an issue that is still open. */
  readonly hasOpenIssues?: Maybe<Scalars['Boolean']['output']>;
  /** The vendor's id. */
  readonly id: Scalars['ID']['output'];
  /** Whether others are measured against it. */
  readonly isBenchmark?: Maybe<Scalars['Boolean']['output']>;
  /** DICOM, Video or Default. Of a v1 label: DICOM with groups, Video with frames, Default with anything else, null where a skipped one does not tell. */
  readonly labelKind?: Maybe<Scalars['String']['output']>;
  /** Objects of the label itself, in the export's order: those of an image, a text, a whole study. */
  readonly objects: ReadonlyArray<Annotation>;
  /** The project it was made in. */
  readonly project?: Maybe<Project>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** How annotations of the label itself relate. */
  readonly relationships: ReadonlyArray<Relationship>;
  /** What reviewers said; null when not exported. */
  readonly reviews?: Maybe<ReadonlyArray<Review>>;
  /** Seconds it took to make: v1's Seconds to Create, else its Seconds to Label. */
  readonly secondsToCreate?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent labelling. */
  readonly secondsToLabel?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent reviewing. */
  readonly secondsToReview?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent on rework. */
  readonly secondsToRework?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent altogether. */
  readonly secondsTotal?: Maybe<Scalars['Float']['output']>;
  /** Whether its maker skipped the row. */
  readonly skipped?: Maybe<Scalars['Boolean']['output']>;
  /** When it last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The version of the vendor's format, as 1.0.0. */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** Where people see it in the vendor's editor. */
  readonly viewUrl?: Maybe<Scalars['String']['output']>;
};


/** One person's (or one import's) complete work on one data row in one project. */
export type LabelAnnotationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AnnotationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<AnnotationOrder>>;
};


/** One person's (or one import's) complete work on one data row in one project. */
export type LabelGroupArgs = {
  name: Scalars['String']['input'];
};


/** One person's (or one import's) complete work on one data row in one project. */
export type LabelGroupsArgs = {
  keys?: InputMaybe<ReadonlyArray<GroupKey>>;
};

/** A page of labels. */
export type LabelConnection = {
  readonly __typename?: 'LabelConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<LabelEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Label>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** What labels can be told apart by. */
export type LabelDimension =
  /** createdBy. */
  | 'CREATED_BY'
  /** dataset. */
  | 'DATASET'
  /** The day of createdAt in timeZone. At most one of DAY, WEEK and MONTH. */
  | 'DAY'
  /** labelKind. */
  | 'LABEL_KIND'
  /** The month of createdAt in timeZone. */
  | 'MONTH'
  /** project. */
  | 'PROJECT'
  /** The ISO week (from Monday) of createdAt in timeZone. */
  | 'WEEK'
  /** The state of their row in their project. */
  | 'WORKFLOW_STATUS';

/** A label in a list. */
export type LabelEdge = {
  readonly __typename?: 'LabelEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A label; null only together with an error at its path. */
  readonly node?: Maybe<Label>;
};

/** Which labels. Fields are AND-ed. */
export type LabelFilter = {
  /** All of these hold; [] holds for everything. */
  readonly and?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** It holds such an annotation. */
  readonly annotation?: InputMaybe<AnnotationFilter>;
  /** How many annotations it holds, frame by frame; those of remote frames are not counted. */
  readonly annotationCount?: InputMaybe<IntFilter>;
  /** Agreement with the benchmark, 0 to 1. */
  readonly benchmarkScore?: InputMaybe<FloatFilter>;
  /** It holds such a classification, in itself or in anything of it. */
  readonly classification?: InputMaybe<ClassificationFilter>;
  /** Agreement with the row's other labels, 0 to 1. */
  readonly consensusScore?: InputMaybe<FloatFilter>;
  /** When it was made. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** Who made it. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Its data row is such a one. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** Its data row's id. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Its data row's place in its project's queue is such a one. */
  readonly dataRowProject?: InputMaybe<DataRowProjectFilter>;
  /** Whether an issue is still open. */
  readonly hasOpenIssues?: InputMaybe<BooleanFilter>;
  /** Its id. */
  readonly id?: InputMaybe<IdFilter>;
  /** Whether it is the benchmark of its data row. */
  readonly isBenchmark?: InputMaybe<BooleanFilter>;
  /** DICOM, Video or Default. */
  readonly labelKind?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<LabelFilter>;
  /** One of these holds; [] holds for nothing. */
  readonly or?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Its project's id. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Whether any of its groups is remote. */
  readonly remote?: InputMaybe<Scalars['Boolean']['input']>;
  /** Seconds it took to make. */
  readonly secondsToCreate?: InputMaybe<FloatFilter>;
  /** Seconds spent reviewing. */
  readonly secondsToReview?: InputMaybe<FloatFilter>;
  /** Whether its maker skipped the row. */
  readonly skipped?: InputMaybe<BooleanFilter>;
  /** When it last changed. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** An order of labels. */
export type LabelOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: LabelOrderField;
};

/** What labels can be ordered by. */
export type LabelOrderField =
  /** consensusScore. */
  | 'CONSENSUS_SCORE'
  /** createdAt. */
  | 'CREATED_AT'
  /** id. */
  | 'ID'
  /** secondsToCreate. */
  | 'SECONDS_TO_CREATE'
  /** updatedAt. */
  | 'UPDATED_AT';

/** Figures over one combination of the dimensions asked for. */
export type LabelStats = {
  readonly __typename?: 'LabelStats';
  /** How many annotations they hold, without those of remote frames. */
  readonly annotationCount: Scalars['Int']['output'];
  /** Agreement with the benchmark, 0 to 1. */
  readonly benchmarkScore: NumberSummary;
  /** Agreement with other labels of their rows, 0 to 1. */
  readonly consensusScore: NumberSummary;
  /** Who made the labels (CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** How many data rows have them. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** The dataset (DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** How many labels. */
  readonly labelCount: Scalars['Int']['output'];
  /** DICOM, Video or Default (LABEL_KIND). */
  readonly labelKind?: Maybe<Scalars['String']['output']>;
  /** When the day, week or month of their createdAt began (DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** The project (PROJECT). */
  readonly project?: Maybe<Project>;
  /** How many of their groups are remote. */
  readonly remoteGroupCount: Scalars['Int']['output'];
  /** How many are of a row that was rejected or sent to rework in that project. */
  readonly reworkedCount: Scalars['Int']['output'];
  /** Seconds they took to make. */
  readonly secondsToCreate: NumberSummary;
  /** Seconds spent reviewing them. */
  readonly secondsToReview: NumberSummary;
  /** How many were skipped. */
  readonly skippedCount: Scalars['Int']['output'];
  /** The state of their row in their project (WORKFLOW_STATUS). */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};

/**
 * An area given pixel by pixel. url, sourceUrl, compositeUrl and colorRgb cost nothing; every other field fetches the mask
 * where that has not been done, once, and keeps what was measured.
 */
export type Mask = {
  readonly __typename?: 'Mask';
  /** Number of its pixels. A colour that does not occur in the composite has 0. */
  readonly area?: Maybe<Scalars['Int']['output']>;
  /** Around its pixels, in whole pixels; null when it has none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Of the image it was read from, in bytes as the upstream sent them. */
  readonly byteLength?: Maybe<Scalars['Int']['output']>;
  /** The mean of its pixels' centres, which lie half a pixel inside; null when it has none. */
  readonly centroid?: Maybe<Point>;
  /** The mask's colour in the composite: red, green, blue, each 0 to 255. A mask without a colour is not read from the composite. */
  readonly colorRgb?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** An image of all masks of the frame, each in its own colour. */
  readonly compositeUrl?: Maybe<Scalars['String']['output']>;
  /** Of the image it was read from, as the upstream says. */
  readonly contentType?: Maybe<Scalars['String']['output']>;
  /** Of the image, in pixels. */
  readonly height?: Maybe<Scalars['Int']['output']>;
  /** This mask alone as a PNG in base64: 0 and 255 in one channel. */
  readonly png?: Maybe<Scalars['String']['output']>;
  /** Its pixels as run lengths. */
  readonly rle?: Maybe<RunLengthEncoding>;
  /** The mask's image as the export names it; the composite's where the export has only that. */
  readonly sourceUrl: Scalars['String']['output'];
  /** The mask's image at this gateway: a path, absolute when SLICEGRAPH_PUBLIC_URL is set. Of a composite, this mask alone. */
  readonly url: Scalars['String']['output'];
  /** Of the image, in pixels. */
  readonly width?: Maybe<Scalars['Int']['output']>;
};

/** An area given pixel by pixel. */
export type MaskAnnotation = Annotation & Node & {
  readonly __typename?: 'MaskAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** The smallest upright rectangle around its pixels. It fetches the mask; null if there is no mask, or no pixel in it. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Where its pixels are; null where the export does not say. */
  readonly mask?: Maybe<Mask>;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** One metadata field of a data row. */
export type MetadataField = {
  readonly __typename?: 'MetadataField';
  /** The field's id. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** The field's name, as tag or split. */
  readonly schemaName?: Maybe<Scalars['String']['output']>;
  /** Text, a number, a time as text, or a list of chosen options. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** Meets a data row with one metadata field that all of this holds for. */
export type MetadataFilter = {
  /** Its value as a number. */
  readonly number?: InputMaybe<FloatFilter>;
  /** The field's id. */
  readonly schemaId?: InputMaybe<Scalars['ID']['input']>;
  /** The field's name. */
  readonly schemaName?: InputMaybe<Scalars['String']['input']>;
  /** Its value as text; compares the names of chosen options too. */
  readonly text?: InputMaybe<StringFilter>;
  /** Its value as an instant. */
  readonly time?: InputMaybe<DateTimeFilter>;
};

/** What can be set going. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Has Labelbox run an export and loads it; answers at once with the task. The same input while its task runs joins that
   * task; another one for the same scope is refused (BAD_USER_INPUT) until it ends.
   */
  readonly startExport: StartExportPayload;
};


/** What can be set going. */
export type MutationStartExportArgs = {
  input: StartExportInput;
};

/** Anything that can be asked for by its id alone. */
export type Node = {
  /** Unique over all types. */
  readonly id: Scalars['ID']['output'];
};

/** Figures over the values that are not null. */
export type NumberSummary = {
  readonly __typename?: 'NumberSummary';
  /** How many values. */
  readonly count: Scalars['Int']['output'];
  /** The largest; null without any. */
  readonly max?: Maybe<Scalars['Float']['output']>;
  /** Their mean; null without any. */
  readonly mean?: Maybe<Scalars['Float']['output']>;
  /** The middle, interpolated between neighbours; null without any. */
  readonly median?: Maybe<Scalars['Float']['output']>;
  /** The smallest; null without any. */
  readonly min?: Maybe<Scalars['Float']['output']>;
  /** What 95 % do not exceed, interpolated between neighbours; null without any. */
  readonly p95?: Maybe<Scalars['Float']['output']>;
  /** Their sum; 0 without any. */
  readonly sum: Scalars['Float']['output'];
};

/** Which end comes first. Nulls come last either way. */
export type OrderDirection =
  /** The smallest, the oldest. */
  | 'ASC'
  /** The largest, the newest. */
  | 'DESC';

/**
 * Where a page stands in its list. Cursors are opaque, and stay good when data is loaded between two pages: a row that
 * was there throughout comes exactly once. Only a row whose sort key the load changes moves in the list, and may come
 * twice or be passed over.
 */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last one on this page; null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether anything comes after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether anything comes before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first one on this page; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A place in pixels from the top left, fractions included. */
export type Point = {
  readonly __typename?: 'Point';
  /** From the left. */
  readonly x: Scalars['Float']['output'];
  /** From the top. */
  readonly y: Scalars['Float']['output'];
};

/** A single point. */
export type PointAnnotation = Annotation & Node & {
  readonly __typename?: 'PointAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** The point, as a rectangle of width and height 0. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The point. */
  readonly point: Point;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A closed line and what is inside. */
export type PolygonAnnotation = Annotation & Node & {
  readonly __typename?: 'PolygonAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** Its area in square pixels. */
  readonly area: Scalars['Float']['output'];
  /** The smallest box around its corners; null when it has none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its corners, in the order they were drawn; exports often repeat the first at the end. */
  readonly polygon: ReadonlyArray<Point>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** An open line. */
export type PolylineAnnotation = Annotation & Node & {
  readonly __typename?: 'PolylineAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** The smallest box around its points; null when it has none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its length in pixels. */
  readonly length: Scalars['Float']['output'];
  /** Its points, in the order they were drawn. */
  readonly line: ReadonlyArray<Point>;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Where labels are made, against one ontology. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** The data rows in its queue, by id. */
  readonly dataRows?: Maybe<DataRowConnection>;
  /** The vendor's id; project:NAME where an old export knows it by name only. */
  readonly id: Scalars['ID']['output'];
  /** Its labels, by id. */
  readonly labels?: Maybe<LabelConnection>;
  /** As people named it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Its tags; null when not exported. */
  readonly tags?: Maybe<ReadonlyArray<ProjectTag>>;
};


/** Where labels are made, against one ontology. */
export type ProjectDataRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowOrder>>;
};


/** Where labels are made, against one ontology. */
export type ProjectLabelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LabelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<LabelOrder>>;
};

/** A page of projects. */
export type ProjectConnection = {
  readonly __typename?: 'ProjectConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Project>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A project in a list. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A project; null only together with an error at its path. */
  readonly node?: Maybe<Project>;
};

/** A word that projects are sorted by. */
export type ProjectTag = {
  readonly __typename?: 'ProjectTag';
  /** Its colour: RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The vendor's id. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The word. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** Where every query starts. */
export type Query = {
  readonly __typename?: 'Query';
  /** Figures over annotations: one row per combination that occurs, in the order of the dimensions; more than 10,000 rows is COST_LIMIT_EXCEEDED. */
  readonly annotationStats?: Maybe<ReadonlyArray<AnnotationStats>>;
  /** Annotations of all labels, by label, group, frame and place in the export. Frames that are still remote are not among them. */
  readonly annotations?: Maybe<AnnotationConnection>;
  /** One data row; null when the id is unknown. */
  readonly dataRow?: Maybe<DataRow>;
  /** One data row by the key that its owner gave it; null when no row has it. */
  readonly dataRowByGlobalKey?: Maybe<DataRow>;
  /** Figures over worklists: one row per combination that occurs, in the order of the dimensions; more than 10,000 rows is COST_LIMIT_EXCEEDED. */
  readonly dataRowProjectStats?: Maybe<ReadonlyArray<DataRowProjectStats>>;
  /** Data rows in their projects' queues, by id: worklists. */
  readonly dataRowProjects?: Maybe<DataRowProjectConnection>;
  /** Data rows, by id. */
  readonly dataRows?: Maybe<DataRowConnection>;
  /** An export that is run from here, or was, by its id. */
  readonly exportTask?: Maybe<ExportTask>;
  /** The exports that are run from here, or were, newest first. */
  readonly exportTasks?: Maybe<ExportTaskConnection>;
  /** The exports that were loaded, newest first. */
  readonly exports?: Maybe<ExportConnection>;
  /** One label; null when the id is unknown. */
  readonly label?: Maybe<Label>;
  /** Figures over labels: one row per combination that occurs, in the order of the dimensions; more than 10,000 rows is COST_LIMIT_EXCEEDED. */
  readonly labelStats?: Maybe<ReadonlyArray<LabelStats>>;
  /** Labels, by id. */
  readonly labels?: Maybe<LabelConnection>;
  /** Anything by its id; null when the id is unknown. */
  readonly node?: Maybe<Node>;
  /** Several things by their ids, in that order; null where an id is unknown. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** One project; null when the id is unknown. */
  readonly project?: Maybe<Project>;
  /** Projects, by id. */
  readonly projects?: Maybe<ProjectConnection>;
  /** What happened to data rows in their projects' workflows, oldest first. */
  readonly workflowEvents?: Maybe<WorkflowEventConnection>;
  /** Figures over workflow events: one row per combination that occurs, in the order of the dimensions; more than 10,000 rows is COST_LIMIT_EXCEEDED. */
  readonly workflowStats?: Maybe<ReadonlyArray<WorkflowStats>>;
};


/** Where every query starts. */
export type QueryAnnotationStatsArgs = {
  filter?: InputMaybe<AnnotationFilter>;
  groupBy: ReadonlyArray<AnnotationDimension>;
  timeZone: Scalars['TimeZone']['input'];
};


/** Where every query starts. */
export type QueryAnnotationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AnnotationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<AnnotationOrder>>;
};


/** Where every query starts. */
export type QueryDataRowArgs = {
  id: Scalars['ID']['input'];
};


/** Where every query starts. */
export type QueryDataRowByGlobalKeyArgs = {
  globalKey: Scalars['String']['input'];
};


/** Where every query starts. */
export type QueryDataRowProjectStatsArgs = {
  filter?: InputMaybe<DataRowProjectFilter>;
  groupBy: ReadonlyArray<DataRowProjectDimension>;
};


/** Where every query starts. */
export type QueryDataRowProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowProjectOrder>>;
};


/** Where every query starts. */
export type QueryDataRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowOrder>>;
};


/** Where every query starts. */
export type QueryExportTaskArgs = {
  id: Scalars['ID']['input'];
};


/** Where every query starts. */
export type QueryExportTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Where every query starts. */
export type QueryExportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Where every query starts. */
export type QueryLabelArgs = {
  id: Scalars['ID']['input'];
};


/** Where every query starts. */
export type QueryLabelStatsArgs = {
  filter?: InputMaybe<LabelFilter>;
  groupBy: ReadonlyArray<LabelDimension>;
  timeZone: Scalars['TimeZone']['input'];
};


/** Where every query starts. */
export type QueryLabelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LabelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<LabelOrder>>;
};


/** Where every query starts. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Where every query starts. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Where every query starts. */
export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


/** Where every query starts. */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Where every query starts. */
export type QueryWorkflowEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkflowEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<WorkflowEventOrder>>;
};


/** Where every query starts. */
export type QueryWorkflowStatsArgs = {
  filter?: InputMaybe<WorkflowEventFilter>;
  groupBy: ReadonlyArray<WorkflowDimension>;
  timeZone: Scalars['TimeZone']['input'];
};

/** A record that could not be stored, and why. */
export type RejectedRecord = {
  readonly __typename?: 'RejectedRecord';
  /** Its first byte in the file, decompressed, from 0. */
  readonly byteOffset: Scalars['SafeInt']['output'];
  /** Its first characters. */
  readonly excerpt: Scalars['String']['output'];
  /** Its line in the file, from 1. */
  readonly line: Scalars['Int']['output'];
  /** Where in the record, as $.projects.ID.labels[0]. */
  readonly path: Scalars['String']['output'];
  /** What is wrong, without a value of the export. */
  readonly reason: Scalars['String']['output'];
};

/** A page of rejected records. */
export type RejectedRecordConnection = {
  readonly __typename?: 'RejectedRecordConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<RejectedRecordEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<RejectedRecord>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A rejected record in a list. */
export type RejectedRecordEdge = {
  readonly __typename?: 'RejectedRecordEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A rejected record; null only together with an error at its path. */
  readonly node?: Maybe<RejectedRecord>;
};

/** How two annotations relate. */
export type Relationship = {
  readonly __typename?: 'Relationship';
  /** The vendor's word for it. */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** Whether it holds both ways. */
  readonly bidirectional?: Maybe<Scalars['Boolean']['output']>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its own id. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** The feature id it starts from. */
  readonly sourceFeatureId?: Maybe<Scalars['ID']['output']>;
  /** The feature id it leads to. */
  readonly targetFeatureId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** What one reviewer said of a label. */
export type Review = {
  readonly __typename?: 'Review';
  /** When it was said. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who said it. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** The vendor's id. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** 1 approved, -1 rejected, 0 neither. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Pixels as COCO's run lengths. */
export type RunLengthEncoding = {
  readonly __typename?: 'RunLengthEncoding';
  /** The compressed string that pycocotools reads. */
  readonly counts: Scalars['String']['output'];
  /** Height and width, in pixels. */
  readonly size: ReadonlyArray<Scalars['Int']['output']>;
};

/** Consecutive frames. */
export type Segment = {
  readonly __typename?: 'Segment';
  /** The last frame; included. */
  readonly end: Scalars['Int']['output'];
  /** The first frame; included. */
  readonly start: Scalars['Int']['output'];
};

/** An export to be run. */
export type StartExportInput = {
  /** What narrows it, AND-ed. */
  readonly filters: ExportFilters;
  /** Only what changed since the last whole run of the scope; everything, where there was none. */
  readonly incremental: Scalars['Boolean']['input'];
  /** What it is to carry. */
  readonly params: ExportParams;
  /** Of what. */
  readonly scope: ExportScope;
};

/** What startExport answers. */
export type StartExportPayload = {
  readonly __typename?: 'StartExportPayload';
  /** The task that was started, or joined. */
  readonly task: ExportTask;
};

/** Compares text, with case. Operators are AND-ed. */
export type StringFilter = {
  /** Has this in it. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Is this. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these; [] matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Is null (true) or is not (false). */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this; null is not. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Begins with this. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What can be followed. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The task as it stands at once, then at every change; ends with the task. */
  readonly exportTask: ExportTask;
};


/** What can be followed. */
export type SubscriptionExportTaskArgs = {
  id: Scalars['ID']['input'];
};

/** A kind this gateway does not model: kept whole, never dropped. A later minor version may give it a type; read raw through Annotation. */
export type UnknownAnnotation = Annotation & Node & {
  readonly __typename?: 'UnknownAnnotation';
  /** The vendor's word for its geometry and medium: DICOMPolyline. Where an export has none (v1), what v2 calls it. */
  readonly annotationKind: Scalars['String']['output'];
  /** Always null: its geometry is not known. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** What was answered about it. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Its tool's colour, #RRGGBB. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** The thing's own id: the same in every frame it is followed through. */
  readonly featureId: Scalars['ID']['output'];
  /** The frame it stands in; null where it stands in a group or in the label itself. */
  readonly frame?: Maybe<Frame>;
  /** The group it stands in; null where it stands in the label itself. */
  readonly group?: Maybe<Group>;
  /** annotation:LABEL:FEATURE, with the group (and the frame) between them where there is one: annotation:LABEL:Axial:6:FEATURE. */
  readonly id: Scalars['ID']['output'];
  /** Whether a person drew it in this frame (true) or it was carried over from another (false); null where the export does not say. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** The label it belongs to. */
  readonly label: Label;
  /** Its tool's name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Its tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Its tool's name as a slug. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** What a workflow event did. The export may spell it in any case. */
export type WorkflowAction =
  /** A review let it pass. */
  | 'APPROVE'
  /** It went to another task. */
  | 'MOVE'
  /** Anything else; see rawAction. */
  | 'OTHER'
  /** A review turned it down. */
  | 'REJECT'
  /** It was sent back or came back from rework. */
  | 'REWORK';

/** Compares actions. Operators are AND-ed. */
export type WorkflowActionFilter = {
  /** Is this. */
  readonly eq?: InputMaybe<WorkflowAction>;
  /** Is one of these; [] matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<WorkflowAction>>;
  /** Is not this. */
  readonly ne?: InputMaybe<WorkflowAction>;
};

/** What workflow events can be told apart by. */
export type WorkflowDimension =
  /** action. */
  | 'ACTION'
  /** createdBy and actorId. */
  | 'CREATED_BY'
  /** The day of createdAt in timeZone. At most one of DAY, WEEK and MONTH. */
  | 'DAY'
  /** The month of createdAt in timeZone. */
  | 'MONTH'
  /** nextTaskName. */
  | 'NEXT_TASK'
  /** previousTaskName. */
  | 'PREVIOUS_TASK'
  /** project. */
  | 'PROJECT'
  /** The ISO week (from Monday) of createdAt in timeZone. */
  | 'WEEK';

/** A data row's step from one task of a project's workflow to the next. */
export type WorkflowEvent = Node & {
  readonly __typename?: 'WorkflowEvent';
  /** What happened. */
  readonly action: WorkflowAction;
  /** Who did it: a user's id (v1). */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who did it: an e-mail address (v2). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** The data row it happened to. */
  readonly dataRow: DataRow;
  /** event:ROW:PROJECT:N, with N counted from the oldest event, 0. */
  readonly id: Scalars['ID']['output'];
  /** The task it entered; null where it ended. */
  readonly nextTaskId?: Maybe<Scalars['ID']['output']>;
  /** That task's name. */
  readonly nextTaskName?: Maybe<Scalars['String']['output']>;
  /** The task it left; null where it came in. */
  readonly previousTaskId?: Maybe<Scalars['ID']['output']>;
  /** That task's name. */
  readonly previousTaskName?: Maybe<Scalars['String']['output']>;
  /** The project it happened in. */
  readonly project?: Maybe<Project>;
  /** What the export said about it, without what has a type of its own here. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** The export's word for it. */
  readonly rawAction: Scalars['String']['output'];
  /** Seconds since the event before it of the same row and project; null for the first. */
  readonly secondsInPreviousTask?: Maybe<Scalars['Float']['output']>;
};

/** A page of workflow events. */
export type WorkflowEventConnection = {
  readonly __typename?: 'WorkflowEventConnection';
  /** The page, each with its cursor. */
  readonly edges: ReadonlyArray<WorkflowEventEdge>;
  /** The page without cursors; null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<WorkflowEvent>>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages; computed only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A workflow event in a list. */
export type WorkflowEventEdge = {
  readonly __typename?: 'WorkflowEventEdge';
  /** Where it stands: opaque, for after and before, and good across loads. */
  readonly cursor: Scalars['String']['output'];
  /** A workflow event; null only together with an error at its path. */
  readonly node?: Maybe<WorkflowEvent>;
};

/** Which workflow events. Fields are AND-ed. */
export type WorkflowEventFilter = {
  /** What happened. */
  readonly action?: InputMaybe<WorkflowActionFilter>;
  /** Who did it, by user id. */
  readonly actorId?: InputMaybe<IdFilter>;
  /** All of these hold; [] holds for everything. */
  readonly and?: InputMaybe<ReadonlyArray<WorkflowEventFilter>>;
  /** When. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** Who did it, by e-mail address. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Its data row is such a one. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** The data row's id. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** The name of the task it entered. */
  readonly nextTaskName?: InputMaybe<StringFilter>;
  /** This does not hold. */
  readonly not?: InputMaybe<WorkflowEventFilter>;
  /** One of these holds; [] holds for nothing. */
  readonly or?: InputMaybe<ReadonlyArray<WorkflowEventFilter>>;
  /** The name of the task it left. */
  readonly previousTaskName?: InputMaybe<StringFilter>;
  /** The project's id. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Seconds since the event before it. */
  readonly secondsInPreviousTask?: InputMaybe<FloatFilter>;
};

/** An order of workflow events. */
export type WorkflowEventOrder = {
  /** Which end first. */
  readonly direction: OrderDirection;
  /** By what. */
  readonly field: WorkflowEventOrderField;
};

/** What workflow events can be ordered by. */
export type WorkflowEventOrderField =
  /** createdAt. */
  | 'CREATED_AT'
  /** secondsInPreviousTask. */
  | 'SECONDS_IN_PREVIOUS_TASK';

/** Figures over one combination of the dimensions asked for. */
export type WorkflowStats = {
  readonly __typename?: 'WorkflowStats';
  /** What happened (ACTION). */
  readonly action?: Maybe<WorkflowAction>;
  /** Who did it, by user id (CREATED_BY). */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** Who did it, by e-mail address (CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** How many data rows they happened to. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** How many events. */
  readonly eventCount: Scalars['Int']['output'];
  /** The task entered (NEXT_TASK). */
  readonly nextTaskName?: Maybe<Scalars['String']['output']>;
  /** When the day, week or month of their createdAt began (DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** The task left (PREVIOUS_TASK). */
  readonly previousTaskName?: Maybe<Scalars['String']['output']>;
  /** The project (PROJECT). */
  readonly project?: Maybe<Project>;
  /** Seconds since the event before each. */
  readonly secondsInPreviousTask: NumberSummary;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Annotation: ResolverTypeWrapper<AnnotationNode>;
  AnnotationConnection: ResolverTypeWrapper<AnnotationConnectionModel>;
  AnnotationDimension: ResolverTypeWrapper<Parent<AnnotationDimension>>;
  AnnotationEdge: ResolverTypeWrapper<Parent<Omit<AnnotationEdge, 'node'> & { node?: Maybe<ResolversTypes['Annotation']> }>>;
  AnnotationFilter: ResolverTypeWrapper<Parent<AnnotationFilter>>;
  AnnotationOrder: ResolverTypeWrapper<Parent<AnnotationOrder>>;
  AnnotationOrderField: ResolverTypeWrapper<Parent<AnnotationOrderField>>;
  AnnotationStats: ResolverTypeWrapper<AnnotationStatsModel>;
  Attachment: ResolverTypeWrapper<Parent<Attachment>>;
  Boolean: ResolverTypeWrapper<Parent<Scalars['Boolean']['output']>>;
  BooleanFilter: ResolverTypeWrapper<Parent<BooleanFilter>>;
  BoundingBox: ResolverTypeWrapper<Parent<BoundingBox>>;
  BoundingBoxAnnotation: ResolverTypeWrapper<Parent<Omit<BoundingBoxAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  Classification: ResolverTypeWrapper<ClassificationModel>;
  ClassificationAnswer: ResolverTypeWrapper<ClassificationAnswerModel>;
  ClassificationAnswerKind: ResolverTypeWrapper<Parent<ClassificationAnswerKind>>;
  ClassificationFilter: ResolverTypeWrapper<Parent<ClassificationFilter>>;
  DataRow: ResolverTypeWrapper<DataRowModel>;
  DataRowConnection: ResolverTypeWrapper<DataRowConnectionModel>;
  DataRowEdge: ResolverTypeWrapper<Parent<Omit<DataRowEdge, 'node'> & { node?: Maybe<ResolversTypes['DataRow']> }>>;
  DataRowFilter: ResolverTypeWrapper<Parent<DataRowFilter>>;
  DataRowOrder: ResolverTypeWrapper<Parent<DataRowOrder>>;
  DataRowOrderField: ResolverTypeWrapper<Parent<DataRowOrderField>>;
  DataRowProject: ResolverTypeWrapper<DataRowProjectModel>;
  DataRowProjectConnection: ResolverTypeWrapper<DataRowProjectConnectionModel>;
  DataRowProjectDimension: ResolverTypeWrapper<Parent<DataRowProjectDimension>>;
  DataRowProjectEdge: ResolverTypeWrapper<Parent<Omit<DataRowProjectEdge, 'node'> & { node?: Maybe<ResolversTypes['DataRowProject']> }>>;
  DataRowProjectFilter: ResolverTypeWrapper<Parent<DataRowProjectFilter>>;
  DataRowProjectOrder: ResolverTypeWrapper<Parent<DataRowProjectOrder>>;
  DataRowProjectOrderField: ResolverTypeWrapper<Parent<DataRowProjectOrderField>>;
  DataRowProjectStats: ResolverTypeWrapper<DataRowProjectStatsModel>;
  Dataset: ResolverTypeWrapper<Parent<Dataset>>;
  DateTime: ResolverTypeWrapper<Parent<Scalars['DateTime']['output']>>;
  DateTimeFilter: ResolverTypeWrapper<Parent<DateTimeFilter>>;
  Embedding: ResolverTypeWrapper<Parent<Embedding>>;
  Export: ResolverTypeWrapper<ExportModel>;
  ExportConnection: ResolverTypeWrapper<ExportConnectionModel>;
  ExportEdge: ResolverTypeWrapper<Parent<Omit<ExportEdge, 'node'> & { node?: Maybe<ResolversTypes['Export']> }>>;
  ExportFilters: ResolverTypeWrapper<Parent<ExportFilters>>;
  ExportFormat: ResolverTypeWrapper<Parent<ExportFormat>>;
  ExportParams: ResolverTypeWrapper<Parent<ExportParams>>;
  ExportScope: ResolverTypeWrapper<Parent<ExportScope>>;
  ExportTask: ResolverTypeWrapper<ExportTaskModel>;
  ExportTaskConnection: ResolverTypeWrapper<ExportTaskConnectionModel>;
  ExportTaskEdge: ResolverTypeWrapper<Parent<Omit<ExportTaskEdge, 'node'> & { node?: Maybe<ResolversTypes['ExportTask']> }>>;
  ExportTaskError: ResolverTypeWrapper<Parent<ExportTaskError>>;
  ExportTaskStatus: ResolverTypeWrapper<Parent<ExportTaskStatus>>;
  ExportTimeRange: ResolverTypeWrapper<Parent<ExportTimeRange>>;
  Feature: ResolverTypeWrapper<FeatureNode>;
  Float: ResolverTypeWrapper<Parent<Scalars['Float']['output']>>;
  FloatFilter: ResolverTypeWrapper<Parent<FloatFilter>>;
  Frame: ResolverTypeWrapper<FrameNode>;
  FrameConnection: ResolverTypeWrapper<FrameConnectionModel>;
  FrameEdge: ResolverTypeWrapper<Parent<Omit<FrameEdge, 'node'> & { node?: Maybe<ResolversTypes['Frame']> }>>;
  FrameRange: ResolverTypeWrapper<Parent<FrameRange>>;
  Group: ResolverTypeWrapper<GroupNode>;
  GroupKey: ResolverTypeWrapper<Parent<GroupKey>>;
  GroupKeyFilter: ResolverTypeWrapper<Parent<GroupKeyFilter>>;
  ID: ResolverTypeWrapper<Parent<Scalars['ID']['output']>>;
  IDFilter: ResolverTypeWrapper<Parent<IdFilter>>;
  Int: ResolverTypeWrapper<Parent<Scalars['Int']['output']>>;
  IntFilter: ResolverTypeWrapper<Parent<IntFilter>>;
  JSON: ResolverTypeWrapper<Parent<Scalars['JSON']['output']>>;
  Label: ResolverTypeWrapper<LabelModel>;
  LabelConnection: ResolverTypeWrapper<LabelConnectionModel>;
  LabelDimension: ResolverTypeWrapper<Parent<LabelDimension>>;
  LabelEdge: ResolverTypeWrapper<Parent<Omit<LabelEdge, 'node'> & { node?: Maybe<ResolversTypes['Label']> }>>;
  LabelFilter: ResolverTypeWrapper<Parent<LabelFilter>>;
  LabelOrder: ResolverTypeWrapper<Parent<LabelOrder>>;
  LabelOrderField: ResolverTypeWrapper<Parent<LabelOrderField>>;
  LabelStats: ResolverTypeWrapper<LabelStatsModel>;
  Mask: ResolverTypeWrapper<MaskRef>;
  MaskAnnotation: ResolverTypeWrapper<Parent<Omit<MaskAnnotation, 'classifications' | 'frame' | 'group' | 'label' | 'mask'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'], mask?: Maybe<ResolversTypes['Mask']> }>>;
  MetadataField: ResolverTypeWrapper<Parent<MetadataField>>;
  MetadataFilter: ResolverTypeWrapper<Parent<MetadataFilter>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<AnyNode>;
  NumberSummary: ResolverTypeWrapper<Parent<NumberSummary>>;
  OrderDirection: ResolverTypeWrapper<Parent<OrderDirection>>;
  PageInfo: ResolverTypeWrapper<PageInfoModel>;
  Point: ResolverTypeWrapper<Parent<Point>>;
  PointAnnotation: ResolverTypeWrapper<Parent<Omit<PointAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  PolygonAnnotation: ResolverTypeWrapper<Parent<Omit<PolygonAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  PolylineAnnotation: ResolverTypeWrapper<Parent<Omit<PolylineAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  Project: ResolverTypeWrapper<ProjectModel>;
  ProjectConnection: ResolverTypeWrapper<ProjectConnectionModel>;
  ProjectEdge: ResolverTypeWrapper<Parent<Omit<ProjectEdge, 'node'> & { node?: Maybe<ResolversTypes['Project']> }>>;
  ProjectTag: ResolverTypeWrapper<Parent<ProjectTag>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectedRecord: ResolverTypeWrapper<Reject>;
  RejectedRecordConnection: ResolverTypeWrapper<RejectedRecordConnectionModel>;
  RejectedRecordEdge: ResolverTypeWrapper<Parent<Omit<RejectedRecordEdge, 'node'> & { node?: Maybe<ResolversTypes['RejectedRecord']> }>>;
  Relationship: ResolverTypeWrapper<RelationshipModel>;
  Review: ResolverTypeWrapper<ReviewModel>;
  RunLengthEncoding: ResolverTypeWrapper<Parent<RunLengthEncoding>>;
  SafeInt: ResolverTypeWrapper<Parent<Scalars['SafeInt']['output']>>;
  Segment: ResolverTypeWrapper<Parent<Segment>>;
  StartExportInput: ResolverTypeWrapper<Parent<StartExportInput>>;
  StartExportPayload: ResolverTypeWrapper<Parent<Omit<StartExportPayload, 'task'> & { task: ResolversTypes['ExportTask'] }>>;
  String: ResolverTypeWrapper<Parent<Scalars['String']['output']>>;
  StringFilter: ResolverTypeWrapper<Parent<StringFilter>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeZone: ResolverTypeWrapper<Parent<Scalars['TimeZone']['output']>>;
  UnknownAnnotation: ResolverTypeWrapper<Parent<Omit<UnknownAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  WorkflowAction: ResolverTypeWrapper<Parent<WorkflowAction>>;
  WorkflowActionFilter: ResolverTypeWrapper<Parent<WorkflowActionFilter>>;
  WorkflowDimension: ResolverTypeWrapper<Parent<WorkflowDimension>>;
  WorkflowEvent: ResolverTypeWrapper<WorkflowEventModel>;
  WorkflowEventConnection: ResolverTypeWrapper<WorkflowEventConnectionModel>;
  WorkflowEventEdge: ResolverTypeWrapper<Parent<Omit<WorkflowEventEdge, 'node'> & { node?: Maybe<ResolversTypes['WorkflowEvent']> }>>;
  WorkflowEventFilter: ResolverTypeWrapper<Parent<WorkflowEventFilter>>;
  WorkflowEventOrder: ResolverTypeWrapper<Parent<WorkflowEventOrder>>;
  WorkflowEventOrderField: ResolverTypeWrapper<Parent<WorkflowEventOrderField>>;
  WorkflowStats: ResolverTypeWrapper<WorkflowStatsModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Annotation: AnnotationNode;
  AnnotationConnection: AnnotationConnectionModel;
  AnnotationEdge: Parent<Omit<AnnotationEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Annotation']> }>;
  AnnotationFilter: Parent<AnnotationFilter>;
  AnnotationOrder: Parent<AnnotationOrder>;
  AnnotationStats: AnnotationStatsModel;
  Attachment: Parent<Attachment>;
  Boolean: Parent<Scalars['Boolean']['output']>;
  BooleanFilter: Parent<BooleanFilter>;
  BoundingBox: Parent<BoundingBox>;
  BoundingBoxAnnotation: Parent<Omit<BoundingBoxAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  Classification: ClassificationModel;
  ClassificationAnswer: ClassificationAnswerModel;
  ClassificationFilter: Parent<ClassificationFilter>;
  DataRow: DataRowModel;
  DataRowConnection: DataRowConnectionModel;
  DataRowEdge: Parent<Omit<DataRowEdge, 'node'> & { node?: Maybe<ResolversParentTypes['DataRow']> }>;
  DataRowFilter: Parent<DataRowFilter>;
  DataRowOrder: Parent<DataRowOrder>;
  DataRowProject: DataRowProjectModel;
  DataRowProjectConnection: DataRowProjectConnectionModel;
  DataRowProjectEdge: Parent<Omit<DataRowProjectEdge, 'node'> & { node?: Maybe<ResolversParentTypes['DataRowProject']> }>;
  DataRowProjectFilter: Parent<DataRowProjectFilter>;
  DataRowProjectOrder: Parent<DataRowProjectOrder>;
  DataRowProjectStats: DataRowProjectStatsModel;
  Dataset: Parent<Dataset>;
  DateTime: Parent<Scalars['DateTime']['output']>;
  DateTimeFilter: Parent<DateTimeFilter>;
  Embedding: Parent<Embedding>;
  Export: ExportModel;
  ExportConnection: ExportConnectionModel;
  ExportEdge: Parent<Omit<ExportEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Export']> }>;
  ExportFilters: Parent<ExportFilters>;
  ExportParams: Parent<ExportParams>;
  ExportScope: Parent<ExportScope>;
  ExportTask: ExportTaskModel;
  ExportTaskConnection: ExportTaskConnectionModel;
  ExportTaskEdge: Parent<Omit<ExportTaskEdge, 'node'> & { node?: Maybe<ResolversParentTypes['ExportTask']> }>;
  ExportTaskError: Parent<ExportTaskError>;
  ExportTimeRange: Parent<ExportTimeRange>;
  Feature: FeatureNode;
  Float: Parent<Scalars['Float']['output']>;
  FloatFilter: Parent<FloatFilter>;
  Frame: FrameNode;
  FrameConnection: FrameConnectionModel;
  FrameEdge: Parent<Omit<FrameEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Frame']> }>;
  FrameRange: Parent<FrameRange>;
  Group: GroupNode;
  GroupKeyFilter: Parent<GroupKeyFilter>;
  ID: Parent<Scalars['ID']['output']>;
  IDFilter: Parent<IdFilter>;
  Int: Parent<Scalars['Int']['output']>;
  IntFilter: Parent<IntFilter>;
  JSON: Parent<Scalars['JSON']['output']>;
  Label: LabelModel;
  LabelConnection: LabelConnectionModel;
  LabelEdge: Parent<Omit<LabelEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Label']> }>;
  LabelFilter: Parent<LabelFilter>;
  LabelOrder: Parent<LabelOrder>;
  LabelStats: LabelStatsModel;
  Mask: MaskRef;
  MaskAnnotation: Parent<Omit<MaskAnnotation, 'classifications' | 'frame' | 'group' | 'label' | 'mask'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'], mask?: Maybe<ResolversParentTypes['Mask']> }>;
  MetadataField: Parent<MetadataField>;
  MetadataFilter: Parent<MetadataFilter>;
  Mutation: Record<PropertyKey, never>;
  Node: AnyNode;
  NumberSummary: Parent<NumberSummary>;
  PageInfo: PageInfoModel;
  Point: Parent<Point>;
  PointAnnotation: Parent<Omit<PointAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  PolygonAnnotation: Parent<Omit<PolygonAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  PolylineAnnotation: Parent<Omit<PolylineAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  Project: ProjectModel;
  ProjectConnection: ProjectConnectionModel;
  ProjectEdge: Parent<Omit<ProjectEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Project']> }>;
  ProjectTag: Parent<ProjectTag>;
  Query: Record<PropertyKey, never>;
  RejectedRecord: Reject;
  RejectedRecordConnection: RejectedRecordConnectionModel;
  RejectedRecordEdge: Parent<Omit<RejectedRecordEdge, 'node'> & { node?: Maybe<ResolversParentTypes['RejectedRecord']> }>;
  Relationship: RelationshipModel;
  Review: ReviewModel;
  RunLengthEncoding: Parent<RunLengthEncoding>;
  SafeInt: Parent<Scalars['SafeInt']['output']>;
  Segment: Parent<Segment>;
  StartExportInput: Parent<StartExportInput>;
  StartExportPayload: Parent<Omit<StartExportPayload, 'task'> & { task: ResolversParentTypes['ExportTask'] }>;
  String: Parent<Scalars['String']['output']>;
  StringFilter: Parent<StringFilter>;
  Subscription: Record<PropertyKey, never>;
  TimeZone: Parent<Scalars['TimeZone']['output']>;
  UnknownAnnotation: Parent<Omit<UnknownAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  WorkflowActionFilter: Parent<WorkflowActionFilter>;
  WorkflowEvent: WorkflowEventModel;
  WorkflowEventConnection: WorkflowEventConnectionModel;
  WorkflowEventEdge: Parent<Omit<WorkflowEventEdge, 'node'> & { node?: Maybe<ResolversParentTypes['WorkflowEvent']> }>;
  WorkflowEventFilter: Parent<WorkflowEventFilter>;
  WorkflowEventOrder: Parent<WorkflowEventOrder>;
  WorkflowStats: WorkflowStatsModel;
};

export type AnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Annotation'] = ResolversParentTypes['Annotation']> = {
  __resolveType: TypeResolveFn<'BoundingBoxAnnotation' | 'MaskAnnotation' | 'PointAnnotation' | 'PolygonAnnotation' | 'PolylineAnnotation' | 'UnknownAnnotation', ParentType, ContextType>;
};

export type AnnotationConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AnnotationConnection'] = ResolversParentTypes['AnnotationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AnnotationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Annotation']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AnnotationEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AnnotationEdge'] = ResolversParentTypes['AnnotationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Annotation']>, ParentType, ContextType>;
};

export type AnnotationStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AnnotationStats'] = ResolversParentTypes['AnnotationStats']> = {
  annotationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  annotationKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  area?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  featureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  frameCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['GroupKey']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type AttachmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BoundingBoxResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BoundingBox'] = ResolversParentTypes['BoundingBox']> = {
  height?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  top?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type BoundingBoxAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BoundingBoxAnnotation'] = ResolversParentTypes['BoundingBoxAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ClassificationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Classification'] = ResolversParentTypes['Classification']> = {
  answerKind?: Resolver<ResolversTypes['ClassificationAnswerKind'], ParentType, ContextType>;
  answers?: Resolver<ReadonlyArray<ResolversTypes['ClassificationAnswer']>, ParentType, ContextType>;
  featureId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClassificationAnswerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClassificationAnswer'] = ResolversParentTypes['ClassificationAnswer']> = {
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  featureId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DataRowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRow'] = ResolversParentTypes['DataRow']> = {
  attachments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Attachment']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  embeddings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Embedding']>>, ParentType, ContextType>;
  experiments?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  globalKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType, Partial<DataRowLabelsArgs>>;
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mediaAttributes?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  metadata?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MetadataField']>>, ParentType, ContextType>;
  mimeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['DataRowProject']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  rowData?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workflowEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WorkflowEvent']>>, ParentType, ContextType, Partial<DataRowWorkflowEventsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DataRowConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowConnection'] = ResolversParentTypes['DataRowConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DataRowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['DataRow']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DataRowEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowEdge'] = ResolversParentTypes['DataRowEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['DataRow']>, ParentType, ContextType>;
};

export type DataRowProjectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowProject'] = ResolversParentTypes['DataRowProject']> = {
  batchId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  batchName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consensusExpectedLabelCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dataRow?: Resolver<ResolversTypes['DataRow'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inTaskSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  ontologyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  selectedLabel?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType>;
  selectedLabelId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  taskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflowEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WorkflowEvent']>>, ParentType, ContextType>;
  workflowStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DataRowProjectConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowProjectConnection'] = ResolversParentTypes['DataRowProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DataRowProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['DataRowProject']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DataRowProjectEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowProjectEdge'] = ResolversParentTypes['DataRowProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['DataRowProject']>, ParentType, ContextType>;
};

export type DataRowProjectStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowProjectStats'] = ResolversParentTypes['DataRowProjectStats']> = {
  batchId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  batchName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldestInTaskSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  taskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unlabelledCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workflowStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EmbeddingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Embedding'] = ResolversParentTypes['Embedding']> = {
  dimensions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  embeddingId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  isCustom?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['Float']>>, ParentType, ContextType>;
};

export type ExportResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Export'] = ResolversParentTypes['Export']> = {
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  format?: Resolver<ResolversTypes['ExportFormat'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  loadedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejectedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejects?: Resolver<Maybe<ResolversTypes['RejectedRecordConnection']>, ParentType, ContextType, Partial<ExportRejectsArgs>>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExportConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportConnection'] = ResolversParentTypes['ExportConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExportEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Export']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExportEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportEdge'] = ResolversParentTypes['ExportEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Export']>, ParentType, ContextType>;
};

export type ExportTaskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportTask'] = ResolversParentTypes['ExportTask']> = {
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['ExportTaskError']>, ParentType, ContextType>;
  export?: Resolver<Maybe<ResolversTypes['Export']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExportTaskStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExportTaskConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportTaskConnection'] = ResolversParentTypes['ExportTaskConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExportTaskEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['ExportTask']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExportTaskEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportTaskEdge'] = ResolversParentTypes['ExportTaskEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['ExportTask']>, ParentType, ContextType>;
};

export type ExportTaskErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExportTaskError'] = ResolversParentTypes['ExportTaskError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type FeatureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Feature'] = ResolversParentTypes['Feature']> = {
  annotationKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  segments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Segment']>>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FrameResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Frame'] = ResolversParentTypes['Frame']> = {
  annotations?: Resolver<ReadonlyArray<ResolversTypes['Annotation']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  relationships?: Resolver<ReadonlyArray<ResolversTypes['Relationship']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FrameConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FrameConnection'] = ResolversParentTypes['FrameConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FrameEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Frame']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FrameEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FrameEdge'] = ResolversParentTypes['FrameEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
};

export type GroupResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  features?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Feature']>>, ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType, RequireFields<GroupFrameArgs, 'number'>>;
  frameCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  frames?: Resolver<Maybe<ResolversTypes['FrameConnection']>, ParentType, ContextType, Partial<GroupFramesArgs>>;
  framesUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['GroupKey'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objects?: Resolver<ReadonlyArray<ResolversTypes['Annotation']>, ParentType, ContextType>;
  relationships?: Resolver<ReadonlyArray<ResolversTypes['Relationship']>, ParentType, ContextType>;
  remote?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LabelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Label'] = ResolversParentTypes['Label']> = {
  annotations?: Resolver<Maybe<ResolversTypes['AnnotationConnection']>, ParentType, ContextType, Partial<LabelAnnotationsArgs>>;
  benchmarkLabelId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  benchmarkScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  consensusScore?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  contentUpdatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRow?: Resolver<ResolversTypes['DataRow'], ParentType, ContextType>;
  dataRowProject?: Resolver<Maybe<ResolversTypes['DataRowProject']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType, RequireFields<LabelGroupArgs, 'name'>>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['Group']>, ParentType, ContextType, Partial<LabelGroupsArgs>>;
  hasOpenIssues?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isBenchmark?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  labelKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objects?: Resolver<ReadonlyArray<ResolversTypes['Annotation']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  relationships?: Resolver<ReadonlyArray<ResolversTypes['Relationship']>, ParentType, ContextType>;
  reviews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Review']>>, ParentType, ContextType>;
  secondsToCreate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  secondsToLabel?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  secondsToReview?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  secondsToRework?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  secondsTotal?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  skipped?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LabelConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LabelConnection'] = ResolversParentTypes['LabelConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LabelEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Label']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LabelEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LabelEdge'] = ResolversParentTypes['LabelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType>;
};

export type LabelStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LabelStats'] = ResolversParentTypes['LabelStats']> = {
  annotationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  benchmarkScore?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  consensusScore?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  labelKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  remoteGroupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reworkedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  secondsToCreate?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  secondsToReview?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  skippedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workflowStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MaskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mask'] = ResolversParentTypes['Mask']> = {
  area?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  byteLength?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  centroid?: Resolver<Maybe<ResolversTypes['Point']>, ParentType, ContextType>;
  colorRgb?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  compositeUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  png?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rle?: Resolver<Maybe<ResolversTypes['RunLengthEncoding']>, ParentType, ContextType>;
  sourceUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MaskAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MaskAnnotation'] = ResolversParentTypes['MaskAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  mask?: Resolver<Maybe<ResolversTypes['Mask']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MetadataFieldResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MetadataField'] = ResolversParentTypes['MetadataField']> = {
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  schemaName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  startExport?: Resolver<ResolversTypes['StartExportPayload'], ParentType, ContextType, RequireFields<MutationStartExportArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'BoundingBoxAnnotation' | 'DataRow' | 'DataRowProject' | 'Export' | 'ExportTask' | 'Feature' | 'Frame' | 'Group' | 'Label' | 'MaskAnnotation' | 'PointAnnotation' | 'PolygonAnnotation' | 'PolylineAnnotation' | 'Project' | 'UnknownAnnotation' | 'WorkflowEvent', ParentType, ContextType>;
};

export type NumberSummaryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NumberSummary'] = ResolversParentTypes['NumberSummary']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  mean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  median?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sum?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Point'] = ResolversParentTypes['Point']> = {
  x?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  y?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PointAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PointAnnotation'] = ResolversParentTypes['PointAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  point?: Resolver<ResolversTypes['Point'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolygonAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolygonAnnotation'] = ResolversParentTypes['PolygonAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  area?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  polygon?: Resolver<ReadonlyArray<ResolversTypes['Point']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolylineAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolylineAnnotation'] = ResolversParentTypes['PolylineAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  line?: Resolver<ReadonlyArray<ResolversTypes['Point']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Project'] = ResolversParentTypes['Project']> = {
  dataRows?: Resolver<Maybe<ResolversTypes['DataRowConnection']>, ParentType, ContextType, Partial<ProjectDataRowsArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<Maybe<ResolversTypes['LabelConnection']>, ParentType, ContextType, Partial<ProjectLabelsArgs>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ProjectTag']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProjectConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProjectConnection'] = ResolversParentTypes['ProjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Project']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProjectEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProjectEdge'] = ResolversParentTypes['ProjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
};

export type ProjectTagResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProjectTag'] = ResolversParentTypes['ProjectTag']> = {
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  annotationStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AnnotationStats']>>, ParentType, ContextType, RequireFields<QueryAnnotationStatsArgs, 'groupBy' | 'timeZone'>>;
  annotations?: Resolver<Maybe<ResolversTypes['AnnotationConnection']>, ParentType, ContextType, Partial<QueryAnnotationsArgs>>;
  dataRow?: Resolver<Maybe<ResolversTypes['DataRow']>, ParentType, ContextType, RequireFields<QueryDataRowArgs, 'id'>>;
  dataRowByGlobalKey?: Resolver<Maybe<ResolversTypes['DataRow']>, ParentType, ContextType, RequireFields<QueryDataRowByGlobalKeyArgs, 'globalKey'>>;
  dataRowProjectStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRowProjectStats']>>, ParentType, ContextType, RequireFields<QueryDataRowProjectStatsArgs, 'groupBy'>>;
  dataRowProjects?: Resolver<Maybe<ResolversTypes['DataRowProjectConnection']>, ParentType, ContextType, Partial<QueryDataRowProjectsArgs>>;
  dataRows?: Resolver<Maybe<ResolversTypes['DataRowConnection']>, ParentType, ContextType, Partial<QueryDataRowsArgs>>;
  exportTask?: Resolver<Maybe<ResolversTypes['ExportTask']>, ParentType, ContextType, RequireFields<QueryExportTaskArgs, 'id'>>;
  exportTasks?: Resolver<Maybe<ResolversTypes['ExportTaskConnection']>, ParentType, ContextType, Partial<QueryExportTasksArgs>>;
  exports?: Resolver<Maybe<ResolversTypes['ExportConnection']>, ParentType, ContextType, Partial<QueryExportsArgs>>;
  label?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType, RequireFields<QueryLabelArgs, 'id'>>;
  labelStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LabelStats']>>, ParentType, ContextType, RequireFields<QueryLabelStatsArgs, 'groupBy' | 'timeZone'>>;
  labels?: Resolver<Maybe<ResolversTypes['LabelConnection']>, ParentType, ContextType, Partial<QueryLabelsArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, Partial<QueryProjectsArgs>>;
  workflowEvents?: Resolver<Maybe<ResolversTypes['WorkflowEventConnection']>, ParentType, ContextType, Partial<QueryWorkflowEventsArgs>>;
  workflowStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WorkflowStats']>>, ParentType, ContextType, RequireFields<QueryWorkflowStatsArgs, 'groupBy' | 'timeZone'>>;
};

export type RejectedRecordResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RejectedRecord'] = ResolversParentTypes['RejectedRecord']> = {
  byteOffset?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  excerpt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RejectedRecordConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RejectedRecordConnection'] = ResolversParentTypes['RejectedRecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RejectedRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['RejectedRecord']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RejectedRecordEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RejectedRecordEdge'] = ResolversParentTypes['RejectedRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['RejectedRecord']>, ParentType, ContextType>;
};

export type RelationshipResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Relationship'] = ResolversParentTypes['Relationship']> = {
  annotationKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bidirectional?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  featureId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sourceFeatureId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  targetFeatureId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type RunLengthEncodingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunLengthEncoding'] = ResolversParentTypes['RunLengthEncoding']> = {
  counts?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ReadonlyArray<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type SegmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Segment'] = ResolversParentTypes['Segment']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StartExportPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StartExportPayload'] = ResolversParentTypes['StartExportPayload']> = {
  task?: Resolver<ResolversTypes['ExportTask'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  exportTask?: SubscriptionResolver<ResolversTypes['ExportTask'], "exportTask", ParentType, ContextType, RequireFields<SubscriptionExportTaskArgs, 'id'>>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type UnknownAnnotationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UnknownAnnotation'] = ResolversParentTypes['UnknownAnnotation']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  classifications?: Resolver<ReadonlyArray<ResolversTypes['Classification']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrame?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowEvent'] = ResolversParentTypes['WorkflowEvent']> = {
  action?: Resolver<ResolversTypes['WorkflowAction'], ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRow?: Resolver<ResolversTypes['DataRow'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextTaskId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  nextTaskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  previousTaskId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  previousTaskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  rawAction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secondsInPreviousTask?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowEventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowEventConnection'] = ResolversParentTypes['WorkflowEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['WorkflowEvent']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkflowEventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowEventEdge'] = ResolversParentTypes['WorkflowEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['WorkflowEvent']>, ParentType, ContextType>;
};

export type WorkflowStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowStats'] = ResolversParentTypes['WorkflowStats']> = {
  action?: Resolver<Maybe<ResolversTypes['WorkflowAction']>, ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  eventCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextTaskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  previousTaskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  secondsInPreviousTask?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  Annotation?: AnnotationResolvers<ContextType>;
  AnnotationConnection?: AnnotationConnectionResolvers<ContextType>;
  AnnotationEdge?: AnnotationEdgeResolvers<ContextType>;
  AnnotationStats?: AnnotationStatsResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  BoundingBox?: BoundingBoxResolvers<ContextType>;
  BoundingBoxAnnotation?: BoundingBoxAnnotationResolvers<ContextType>;
  Classification?: ClassificationResolvers<ContextType>;
  ClassificationAnswer?: ClassificationAnswerResolvers<ContextType>;
  DataRow?: DataRowResolvers<ContextType>;
  DataRowConnection?: DataRowConnectionResolvers<ContextType>;
  DataRowEdge?: DataRowEdgeResolvers<ContextType>;
  DataRowProject?: DataRowProjectResolvers<ContextType>;
  DataRowProjectConnection?: DataRowProjectConnectionResolvers<ContextType>;
  DataRowProjectEdge?: DataRowProjectEdgeResolvers<ContextType>;
  DataRowProjectStats?: DataRowProjectStatsResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Embedding?: EmbeddingResolvers<ContextType>;
  Export?: ExportResolvers<ContextType>;
  ExportConnection?: ExportConnectionResolvers<ContextType>;
  ExportEdge?: ExportEdgeResolvers<ContextType>;
  ExportTask?: ExportTaskResolvers<ContextType>;
  ExportTaskConnection?: ExportTaskConnectionResolvers<ContextType>;
  ExportTaskEdge?: ExportTaskEdgeResolvers<ContextType>;
  ExportTaskError?: ExportTaskErrorResolvers<ContextType>;
  Feature?: FeatureResolvers<ContextType>;
  Frame?: FrameResolvers<ContextType>;
  FrameConnection?: FrameConnectionResolvers<ContextType>;
  FrameEdge?: FrameEdgeResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  LabelConnection?: LabelConnectionResolvers<ContextType>;
  LabelEdge?: LabelEdgeResolvers<ContextType>;
  LabelStats?: LabelStatsResolvers<ContextType>;
  Mask?: MaskResolvers<ContextType>;
  MaskAnnotation?: MaskAnnotationResolvers<ContextType>;
  MetadataField?: MetadataFieldResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  NumberSummary?: NumberSummaryResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Point?: PointResolvers<ContextType>;
  PointAnnotation?: PointAnnotationResolvers<ContextType>;
  PolygonAnnotation?: PolygonAnnotationResolvers<ContextType>;
  PolylineAnnotation?: PolylineAnnotationResolvers<ContextType>;
  Project?: ProjectResolvers<ContextType>;
  ProjectConnection?: ProjectConnectionResolvers<ContextType>;
  ProjectEdge?: ProjectEdgeResolvers<ContextType>;
  ProjectTag?: ProjectTagResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedRecord?: RejectedRecordResolvers<ContextType>;
  RejectedRecordConnection?: RejectedRecordConnectionResolvers<ContextType>;
  RejectedRecordEdge?: RejectedRecordEdgeResolvers<ContextType>;
  Relationship?: RelationshipResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  RunLengthEncoding?: RunLengthEncodingResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  Segment?: SegmentResolvers<ContextType>;
  StartExportPayload?: StartExportPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  UnknownAnnotation?: UnknownAnnotationResolvers<ContextType>;
  WorkflowEvent?: WorkflowEventResolvers<ContextType>;
  WorkflowEventConnection?: WorkflowEventConnectionResolvers<ContextType>;
  WorkflowEventEdge?: WorkflowEventEdgeResolvers<ContextType>;
  WorkflowStats?: WorkflowStatsResolvers<ContextType>;
};

