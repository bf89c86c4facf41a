import type { Instant } from '../model/index.ts';
import type { Json } from '../model/index.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AnyNode, GroupNode, FeatureNode, FrameNode, AnnotationNode, ComparisonNode, ClassNode, AgreementStats as AgreementStatsModel, PageInfo as PageInfoModel, GraphContext, Parent } from '../loaders/index.ts';
import type { DataRow as DataRowModel, DataRowProject as DataRowProjectModel, Project as ProjectModel, Label as LabelModel, Review as ReviewModel, Relationship as RelationshipModel, Classification as ClassificationModel, ClassificationAnswer as ClassificationAnswerModel, MaskRef, WorkflowEvent as WorkflowEventModel, ExportTask as ExportTaskModel, PullTask as PullTaskModel } from '../model/index.ts';
import type { Export as ExportModel, Removal as RemovalModel, Reject, ClassificationStats as ClassificationStatsModel, DataRowStats as DataRowStatsModel, DataRowProjectStats as DataRowProjectStatsModel, LabelStats as LabelStatsModel, AnnotationStats as AnnotationStatsModel, WorkflowStats as WorkflowStatsModel } from '../store/index.ts';
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
   * An instant. Output: RFC 3339 in UTC, with the fraction of a second as exported, up to microseconds. Input: RFC 3339, a
   * date (its start in UTC), `YYYY-MM-DD hh:mm:ss` (UTC), or epoch milliseconds. Years 1684 to 2255.
   */
  DateTime: { input: Instant; output: Instant; }
  /** Any JSON value, as exported. */
  JSON: { input: Json; output: Json; }
  /** Whole number between -(2^53 - 1) and 2^53 - 1. Byte offsets of large files exceed the 32 bits of Int. */
  SafeInt: { input: number; output: number; }
  /** Name of a time zone in the IANA database, such as `Europe/Berlin` or `UTC`. */
  TimeZone: { input: string; output: string; }
};

/** Dimensions of pairs of labels. */
export type AgreementDimension =
  /** Groups by Labelbox's name for geometry and medium. */
  | 'ANNOTATION_KIND'
  /** Groups by labeler. A pair counts once for each of its labelers. */
  | 'CREATED_BY'
  /** Groups by plane. */
  | 'GROUP'
  /** Groups by name of the tool. */
  | 'NAME'
  /** Groups by project. */
  | 'PROJECT';

/**
 * Agreement of the pairs of labels in one combination of dimensions. Pairs without annotations, or whose frames have not
 * been fetched, have no class: their name, kind and plane are null.
 */
export type AgreementStats = {
  readonly __typename?: 'AgreementStats';
  /** Labelbox's name for geometry and medium (dimension ANNOTATION_KIND). */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** E-mail address of the labeler (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Dice coefficients, one for each pair and class. */
  readonly dice: NumberSummary;
  /** Plane (dimension GROUP). Null also for annotations outside of groups. */
  readonly group?: Maybe<GroupKey>;
  /** Intersections over union, one for each pair and class. */
  readonly iou: NumberSummary;
  /** Mean distances of polylines and points in pixels, one for each pair and class. */
  readonly meanDistance: NumberSummary;
  /** Name of the tool (dimension NAME). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Number of pairs of labels of one queue entry, without labels that are skipped. */
  readonly pairCount: Scalars['Int']['output'];
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Number of pairs with masks or frames that have not been fetched. Classes with such masks are in no summary. */
  readonly unmeasuredPairCount: Scalars['Int']['output'];
};

/**
 * An object in one frame, or in a label or group as a whole. Its type determines its geometry. The same object across
 * frames is a `Feature`.
 */
export type Annotation = {
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /**
   * Smallest axis-aligned rectangle around the geometry, of width and height 0 for a point; null if there is none. Fetches
   * only on masks, like the fields of `mask`: use fragments on the other types to avoid that.
   */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A page of annotations. */
export type AnnotationConnection = {
  readonly __typename?: 'AnnotationConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<AnnotationEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Annotation>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Dimensions of annotations. */
export type AnnotationDimension =
  /** Groups by Labelbox's name for geometry and medium. */
  | 'ANNOTATION_KIND'
  /** Groups by labeler. */
  | 'CREATED_BY'
  /** Groups by dataset. */
  | 'DATASET'
  /** Groups by day of the label's `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'DAY'
  /** Groups by plane. */
  | 'GROUP'
  /** Groups by month of the label's `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'MONTH'
  /** Groups by name of the tool. */
  | 'NAME'
  /** Groups by project. */
  | 'PROJECT'
  /** Groups by ISO week (from Monday) of the label's `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'WEEK';

/** An annotation in a list. */
export type AnnotationEdge = {
  readonly __typename?: 'AnnotationEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Annotation>;
};

/**
 * Annotation filter. All fields must match. Filters never fetch: area and length of masks and frames that have not been
 * fetched are null.
 */
export type AnnotationFilter = {
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<AnnotationFilter>>;
  /** Labelbox's name for geometry and medium, such as `DICOMPolyline`. */
  readonly annotationKind?: InputMaybe<StringFilter>;
  /** Area in square pixels, of polygons, boxes and measured masks. */
  readonly area?: InputMaybe<FloatFilter>;
  /** Matches annotations with a matching classification. */
  readonly classification?: InputMaybe<ClassificationFilter>;
  /** E-mail address of the labeler. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Id of the data row. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Feature id. */
  readonly featureId?: InputMaybe<IdFilter>;
  /** Frame number. */
  readonly frameNumber?: InputMaybe<IntFilter>;
  /** Plane of the annotation. */
  readonly group?: InputMaybe<GroupKeyFilter>;
  /** Name of the group as spelled in ids, such as `Axial`. */
  readonly groupName?: InputMaybe<StringFilter>;
  /** True if a person drew the annotation in this frame. */
  readonly keyFrame?: InputMaybe<BooleanFilter>;
  /** Matches annotations whose label matches this filter. */
  readonly label?: InputMaybe<LabelFilter>;
  /** Id of the label. */
  readonly labelId?: InputMaybe<IdFilter>;
  /** Length in pixels, of polylines. */
  readonly length?: InputMaybe<FloatFilter>;
  /** Name of the tool. */
  readonly name?: InputMaybe<StringFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<AnnotationFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<AnnotationFilter>>;
  /** Id of the project. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: InputMaybe<IdFilter>;
};

/** Sort order of annotations. */
export type AnnotationOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: AnnotationOrderField;
};

/** Sort fields of annotations. */
export type AnnotationOrderField =
  /** Sorts by area. Masks that have not been fetched have none. */
  | 'AREA'
  /** Sorts by frame number. */
  | 'FRAME_NUMBER'
  /** Sorts by id. */
  | 'ID'
  /** Sorts by length. Only polylines have one. */
  | 'LENGTH'
  /** Sorts by name of the tool. */
  | 'NAME';

/** Stats of the annotations in one combination of dimensions. Annotations in remote frames are not counted. */
export type AnnotationStats = {
  readonly __typename?: 'AnnotationStats';
  /** Number of annotations. An object in ten frames counts ten times. */
  readonly annotationCount: Scalars['Int']['output'];
  /** Labelbox's name for geometry and medium (dimension ANNOTATION_KIND). */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** Areas in square pixels, of polygons, boxes and measured masks. */
  readonly area: NumberSummary;
  /** E-mail address of the labeler (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Dataset (dimension DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** Number of features. An object in ten frames counts once. */
  readonly featureCount: Scalars['Int']['output'];
  /** Number of frames with such annotations. */
  readonly frameCount: Scalars['Int']['output'];
  /** Plane (dimension GROUP). Null also for annotations outside of groups. */
  readonly group?: Maybe<GroupKey>;
  /** Number of labels with such annotations. */
  readonly labelCount: Scalars['Int']['output'];
  /** Lengths in pixels, of polylines. */
  readonly length: NumberSummary;
  /** Name of the tool (dimension NAME). */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Start of the day, week or month of the label's `createdAt` (dimensions DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Number of masks that have not been measured, since they were not fetched: they have no area in these stats. */
  readonly unmeasuredMaskCount: Scalars['Int']['output'];
};

/** The answers of two labels to one question. */
export type AnswerAgreement = {
  readonly __typename?: 'AnswerAgreement';
  /** True if both labels gave the same answers, in whatever order. */
  readonly agrees: Scalars['Boolean']['output'];
  /** Names of the options that the label chose, or its text. Empty if it did not answer. */
  readonly answers: ReadonlyArray<Scalars['String']['output']>;
  /** Frame that the question belongs to; null for questions of the label or of a group. */
  readonly frameNumber?: Maybe<Scalars['Int']['output']>;
  /** Plane that the question belongs to; null for questions of the label. */
  readonly group?: Maybe<GroupKey>;
  /** The same of the other label. */
  readonly otherAnswers: ReadonlyArray<Scalars['String']['output']>;
  /** Name of the question. If the labels spell it differently, the first name by code point. */
  readonly question?: Maybe<Scalars['String']['output']>;
};

/** Additional material shown beside an asset. */
export type Attachment = {
  readonly __typename?: 'Attachment';
  /** Labelbox id; null if not exported. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Name of the attachment. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Type, such as `IMAGE`, `VIDEO`, `RAW_TEXT` or `HTML`. */
  readonly type: Scalars['String']['output'];
  /** URL of the attachment, or its text. */
  readonly value: Scalars['String']['output'];
};

/** Boolean filter. All operators must match. */
export type BooleanFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An axis-aligned rectangle. Coordinates are in pixels, with fractions, from the top left corner of the picture. */
export type BoundingBox = {
  readonly __typename?: 'BoundingBox';
  /** Height in pixels. */
  readonly height: Scalars['Float']['output'];
  /** Left edge, in pixels from the left. */
  readonly left: Scalars['Float']['output'];
  /** Top edge, in pixels from the top. */
  readonly top: Scalars['Float']['output'];
  /** Width in pixels. */
  readonly width: Scalars['Float']['output'];
};

/** An annotation whose geometry is an axis-aligned rectangle. */
export type BoundingBoxAnnotation = Annotation & Node & {
  readonly __typename?: 'BoundingBoxAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /** The rectangle. Width and height are never negative; `raw` has the box as exported. Null if there is none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/**
 * One class of two labels: a tool (by its id in the ontology, else by its name), a kind of annotation, and a group.
 * Objects outside of frames count as one frame, and each of them as one feature.
 *
 * If a mask of the class cannot be fetched, `area`, `otherArea`, `intersection`, `dice` and `iou` are null, each with an
 * error, and the counts that depend on pixels are 0.
 */
export type ClassAgreement = {
  readonly __typename?: 'ClassAgreement';
  /** Labelbox's name for the kind of annotation, such as `DICOMPolyline`. */
  readonly annotationKind: Scalars['String']['output'];
  /** Pixels of the class in the label, summed over frames; null if the class has neither masks, polygons nor boxes. */
  readonly area?: Maybe<Scalars['Float']['output']>;
  /** Dice coefficient, 2 × intersection / (area + otherArea); null as `area` is, and if both areas are 0. */
  readonly dice?: Maybe<Scalars['Float']['output']>;
  /** Number of frames in which either label has the class. */
  readonly frameCount: Scalars['Int']['output'];
  /** Plane; null for objects of the label itself. */
  readonly group?: Maybe<GroupKey>;
  /** Name of the group as exported; null for objects of the label itself. */
  readonly groupName?: Maybe<Scalars['String']['output']>;
  /** Largest of these distances in pixels (Hausdorff distance); null as `meanDistance` is. */
  readonly hausdorffDistance?: Maybe<Scalars['Float']['output']>;
  /**
   * Number of frames that are in none of the sums: their masks differ in size, or their geometry spans over 40 million
   * pixels or has over 2 million runs of pixels.
   */
  readonly incomparableFrameCount: Scalars['Int']['output'];
  /** Pixels of the class in both labels; null as `area` is. */
  readonly intersection?: Maybe<Scalars['Float']['output']>;
  /** Intersection over union; null as `dice` is. */
  readonly iou?: Maybe<Scalars['Float']['output']>;
  /**
   * Features of the label that match one of the other label: pairs with an intersection over union of 0.5 or more over all
   * their frames, the largest first, each feature at most once. 0 if the class has no pixels.
   */
  readonly matchedFeatureCount: Scalars['Int']['output'];
  /**
   * Mean distance in pixels between the polylines and points of both labels, over the frames that both have. Each is
   * sampled at its points and at least once per pixel between them (at most 10,000 samples for a frame and label), and each
   * sample is measured to the nearest point of the other label. Null if no frame has such annotations of both labels.
   */
  readonly meanDistance?: Maybe<Scalars['Float']['output']>;
  /** Name of the tool. If the labels spell it differently, the first name by code point. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Pixels of the class in the other label; null as `area` is. */
  readonly otherArea?: Maybe<Scalars['Float']['output']>;
  /** Features of the other label that match none. 0 if the class has no pixels. */
  readonly otherUnmatchedFeatureCount: Scalars['Int']['output'];
  /** Id of the tool in the ontology; null if not exported. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Number of frames in which both labels have the class. */
  readonly sharedFrameCount: Scalars['Int']['output'];
  /** Features of the label that match none. 0 if the class has no pixels. */
  readonly unmatchedFeatureCount: Scalars['Int']['output'];
};

/** A question of the ontology and its answer. */
export type Classification = {
  readonly __typename?: 'Classification';
  /** Kind of the answer. */
  readonly answerKind: ClassificationAnswerKind;
  /** Selected options; empty for a TEXT question. */
  readonly answers: ReadonlyArray<ClassificationAnswer>;
  /** Feature id of the classification. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** The question. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the question in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Answer to a TEXT question; null for other kinds. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** Machine-readable name of the question, such as `image_quality`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A selected option. */
export type ClassificationAnswer = {
  readonly __typename?: 'ClassificationAnswer';
  /** Nested classifications that belong to this option. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Feature id of the answer. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** The option. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Id of the option in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the option, such as `good`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Kind of an answer. */
export type ClassificationAnswerKind =
  /** Any number of options. */
  | 'CHECKLIST'
  /** A kind that slicegraph does not model. The answer is in `raw`. */
  | 'OTHER'
  /** One option. */
  | 'RADIO'
  /** Free text. */
  | 'TEXT';

/** Dimensions of answers to classifications. */
export type ClassificationDimension =
  /** Groups by answer: each chosen option by its name, each distinct text. */
  | 'ANSWER'
  /** Groups by labeler. */
  | 'CREATED_BY'
  /** Groups by plane. */
  | 'GROUP'
  /** Groups by project. */
  | 'PROJECT'
  /** Groups by name of the classification. */
  | 'QUESTION';

/** Matches objects with a single classification, at any depth, that meets all of these conditions. */
export type ClassificationFilter = {
  /** Name of a selected option. */
  readonly answer?: InputMaybe<StringFilter>;
  /** The question. */
  readonly name?: InputMaybe<StringFilter>;
  /** Answer to a TEXT question. */
  readonly text?: InputMaybe<StringFilter>;
  /** Machine-readable name of the question, such as `image_quality`. */
  readonly value?: InputMaybe<StringFilter>;
};

/**
 * Stats of the answers to classifications in one combination of dimensions: those of labels, groups, frames, objects and
 * relationships. Answers in remote frames are not counted. A question that nobody answered has a row that counts nothing.
 */
export type ClassificationStats = {
  readonly __typename?: 'ClassificationStats';
  /** Name of the chosen option, or the text (dimension ANSWER). */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** Number of answers. An answer in ten frames counts ten times; each chosen option of a checklist counts. */
  readonly answerCount: Scalars['Int']['output'];
  /** E-mail address of the labeler (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Number of features. An answer in ten frames counts once. */
  readonly featureCount: Scalars['Int']['output'];
  /** Plane (dimension GROUP). Null also for answers outside of groups. */
  readonly group?: Maybe<GroupKey>;
  /** Number of labels with such answers. */
  readonly labelCount: Scalars['Int']['output'];
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Name of the classification (dimension QUESTION). */
  readonly question?: Maybe<Scalars['String']['output']>;
};

/** One asset: a volume, an image, a video, a text or a document. */
export type DataRow = Node & {
  readonly __typename?: 'DataRow';
  /** Attachments; null if not exported. */
  readonly attachments?: Maybe<ReadonlyArray<Attachment>>;
  /** Time of creation. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** E-mail address of the creator. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Dataset of the data row; null if neither its id nor its name was exported. */
  readonly dataset?: Maybe<Dataset>;
  /** Embeddings; null if not exported. */
  readonly embeddings?: Maybe<ReadonlyArray<Embedding>>;
  /** Model runs of the data row as exported, where Labelbox calls them experiments. */
  readonly experiments?: Maybe<Scalars['JSON']['output']>;
  /** Name set by the owner, often a file name. Not unique. */
  readonly externalId?: Maybe<Scalars['String']['output']>;
  /** Key set by the owner, unique in the Labelbox organization. */
  readonly globalKey?: Maybe<Scalars['String']['output']>;
  /** Labelbox id, or `dataRow:LABEL` if an old export has no id for the data row. */
  readonly id: Scalars['ID']['output'];
  /** Labels of the data row, sorted by id. */
  readonly labels: ReadonlyArray<Label>;
  /** Time of the last activity: labels, metadata, status, comments or reviews. */
  readonly lastActivityAt?: Maybe<Scalars['DateTime']['output']>;
  /** Exported properties of the medium, such as height and width. */
  readonly mediaAttributes?: Maybe<Scalars['JSON']['output']>;
  /** Metadata fields; null if not exported. */
  readonly metadata?: Maybe<ReadonlyArray<MetadataField>>;
  /** Media type of the asset, such as `application/dicom`. */
  readonly mimeType?: Maybe<Scalars['String']['output']>;
  /** Queue entries of the data row, sorted by project id. */
  readonly projects: ReadonlyArray<DataRowProject>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** URL of the asset, or its text. */
  readonly rowData?: Maybe<Scalars['String']['output']>;
  /** Time of the last change. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Workflow events of the data row, oldest first; null if no history was exported. */
  readonly workflowEvents?: Maybe<ReadonlyArray<WorkflowEvent>>;
};


/** One asset: a volume, an image, a video, a text or a document. */
export type DataRowLabelsArgs = {
  projectId?: InputMaybe<Scalars['ID']['input']>;
};


/** One asset: a volume, an image, a video, a text or a document. */
export type DataRowWorkflowEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** A page of data rows. */
export type DataRowConnection = {
  readonly __typename?: 'DataRowConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<DataRowEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<DataRow>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Dimensions of data rows. */
export type DataRowDimension =
  /** Groups by creator. */
  | 'CREATED_BY'
  /** Groups by dataset. */
  | 'DATASET'
  /** Groups by day of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'DAY'
  /**
   * Groups by value of the metadata field that the argument `metadata` names. Options count by name. A data row with several
   * values counts in the group of each, and one without the field in the group null.
   */
  | 'METADATA'
  /** Groups by media type. */
  | 'MIME_TYPE'
  /** Groups by month of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'MONTH'
  /** Groups by ISO week (from Monday) of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'WEEK';

/** A data row in a list. */
export type DataRowEdge = {
  readonly __typename?: 'DataRowEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<DataRow>;
};

/** Data row filter. All fields must match. */
export type DataRowFilter = {
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<DataRowFilter>>;
  /** Time of creation. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** E-mail address of the creator. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Id of the dataset. */
  readonly datasetId?: InputMaybe<IdFilter>;
  /** Name of the dataset. */
  readonly datasetName?: InputMaybe<StringFilter>;
  /** External id. */
  readonly externalId?: InputMaybe<StringFilter>;
  /** Global key. */
  readonly globalKey?: InputMaybe<StringFilter>;
  /** Id of the data row. */
  readonly id?: InputMaybe<IdFilter>;
  /** Matches data rows with a matching label. */
  readonly label?: InputMaybe<LabelFilter>;
  /** Number of labels of the data row, in all projects. */
  readonly labelCount?: InputMaybe<IntFilter>;
  /** Time of the last activity. */
  readonly lastActivityAt?: InputMaybe<DateTimeFilter>;
  /** Matches data rows with a matching metadata field. */
  readonly metadata?: InputMaybe<MetadataFilter>;
  /** Media type. */
  readonly mimeType?: InputMaybe<StringFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<DataRowFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<DataRowFilter>>;
  /** Matches data rows with a matching queue entry: the fields are those of the entry, not of the project. */
  readonly project?: InputMaybe<DataRowProjectFilter>;
  /** Time of the last change. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** Sort order of data rows. */
export type DataRowOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: DataRowOrderField;
};

/** Sort fields of data rows. */
export type DataRowOrderField =
  /** Sorts by time of creation. */
  | 'CREATED_AT'
  /** Sorts by global key. */
  | 'GLOBAL_KEY'
  /** Sorts by id. */
  | 'ID'
  /** Sorts by time of the last activity. */
  | 'LAST_ACTIVITY_AT'
  /** Sorts by time of the last change. */
  | 'UPDATED_AT';

/** A queue entry: a data row in the queue of a project. */
export type DataRowProject = Node & {
  readonly __typename?: 'DataRowProject';
  /**
   * Each label of the queue entry compared with each other one, by id, without labels that are skipped. Fetches frames and
   * masks that they lack. More than 10 labels are `COST_LIMIT_EXCEEDED`.
   */
  readonly agreement?: Maybe<ReadonlyArray<LabelComparison>>;
  /** Id of the batch that added the data row to the queue. */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** Name of the batch that added the data row to the queue. */
  readonly batchName?: Maybe<Scalars['String']['output']>;
  /** Number of labels that consensus requires; 1 without consensus. */
  readonly consensusExpectedLabelCount?: Maybe<Scalars['Int']['output']>;
  /** Data row of the entry. */
  readonly dataRow: DataRow;
  /** Id of the form `dataRowProject:ROW:PROJECT`. */
  readonly id: Scalars['ID']['output'];
  /** Time at which the data row entered its current task: the newest workflow event that moved it. */
  readonly inTaskSince?: Maybe<Scalars['DateTime']['output']>;
  /** Labels of the data row in this project, sorted by id. */
  readonly labels: ReadonlyArray<Label>;
  /**
   * Number of labels that are missing: `consensusExpectedLabelCount` less the labels that are not skipped, at least 0. Null
   * if no count was exported.
   */
  readonly missingLabelCount?: Maybe<Scalars['Int']['output']>;
  /** Id of the ontology that the project labels with. */
  readonly ontologyId?: Maybe<Scalars['ID']['output']>;
  /** Priority in the queue; 1 is the highest. */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** Project of the entry. */
  readonly project: Project;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Label selected by consensus; null if none was selected or if it was not exported. */
  readonly selectedLabel?: Maybe<Label>;
  /** Id of the label selected by consensus. */
  readonly selectedLabelId?: Maybe<Scalars['ID']['output']>;
  /** Current workflow task. */
  readonly taskName?: Maybe<Scalars['String']['output']>;
  /** Workflow events of the data row in this project, oldest first; null if no history was exported. */
  readonly workflowEvents?: Maybe<ReadonlyArray<WorkflowEvent>>;
  /** Workflow status: `TO_LABEL`, `IN_REVIEW`, `IN_REWORK` or `DONE`. */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};


/** A queue entry: a data row in the queue of a project. */
export type DataRowProjectWorkflowEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of queue entries. */
export type DataRowProjectConnection = {
  readonly __typename?: 'DataRowProjectConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<DataRowProjectEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<DataRowProject>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Dimensions of queue entries. */
export type DataRowProjectDimension =
  /** Groups by batch: `batchId` and `batchName`. */
  | 'BATCH'
  /** Groups by dataset. */
  | 'DATASET'
  /** Groups by priority. */
  | 'PRIORITY'
  /** Groups by project. */
  | 'PROJECT'
  /** Groups by current workflow task. */
  | 'TASK'
  /** Groups by workflow status. */
  | 'WORKFLOW_STATUS';

/** A queue entry in a list. */
export type DataRowProjectEdge = {
  readonly __typename?: 'DataRowProjectEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<DataRowProject>;
};

/** Queue entry filter. All fields must match. */
export type DataRowProjectFilter = {
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<DataRowProjectFilter>>;
  /** Id of the batch. */
  readonly batchId?: InputMaybe<IdFilter>;
  /** Name of the batch. */
  readonly batchName?: InputMaybe<StringFilter>;
  /** Number of labels that consensus requires; 1 without consensus. */
  readonly consensusExpectedLabelCount?: InputMaybe<IntFilter>;
  /** Matches entries whose data row matches this filter. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** Time of the newest workflow event that moved the data row. */
  readonly inTaskSince?: InputMaybe<DateTimeFilter>;
  /** Matches entries with a matching label of the data row in the project. */
  readonly label?: InputMaybe<LabelFilter>;
  /** Number of labels of the data row in the project. */
  readonly labelCount?: InputMaybe<IntFilter>;
  /**
   * Number of labels that are missing: `consensusExpectedLabelCount` less the labels that are not skipped, at least 0. Null
   * if no count was exported.
   */
  readonly missingLabelCount?: InputMaybe<IntFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<DataRowProjectFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<DataRowProjectFilter>>;
  /** Priority; 1 is the highest. */
  readonly priority?: InputMaybe<IntFilter>;
  /** Id of the project. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Number of workflow events of the data row in the project whose action is REJECT or REWORK. */
  readonly rejectedCount?: InputMaybe<IntFilter>;
  /** Current workflow task. */
  readonly taskName?: InputMaybe<StringFilter>;
  /** Matches entries with a matching workflow event of the data row in the project. */
  readonly workflowEvent?: InputMaybe<WorkflowEventFilter>;
  /** Workflow status, such as `IN_REVIEW`. */
  readonly workflowStatus?: InputMaybe<StringFilter>;
};

/** Sort order of queue entries. */
export type DataRowProjectOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: DataRowProjectOrderField;
};

/** Sort fields of queue entries. */
export type DataRowProjectOrderField =
  /** Sorts by id. */
  | 'ID'
  /** Sorts by the time at which the entry entered its task: ASC puts the longest waiting entry first. */
  | 'IN_TASK_SINCE'
  /** Sorts by priority; 1 is the most urgent. */
  | 'PRIORITY';

/** Stats of the queue entries in one combination of dimensions. */
export type DataRowProjectStats = {
  readonly __typename?: 'DataRowProjectStats';
  /** Id of the batch (dimension BATCH). */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** Name of the batch (dimension BATCH). */
  readonly batchName?: Maybe<Scalars['String']['output']>;
  /** Number of data rows. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Dataset (dimension DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** Number of labels. */
  readonly labelCount: Scalars['Int']['output'];
  /** Sum of `missingLabelCount` of the queue entries, where it is not null. */
  readonly missingLabelCount: Scalars['Int']['output'];
  /** Time since which the longest waiting data row has been in its task. */
  readonly oldestInTaskSince?: Maybe<Scalars['DateTime']['output']>;
  /** Priority (dimension PRIORITY). */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Seconds from `inTaskSince` of the queue entries until the operation began, at least 0. Computed anew for each operation. */
  readonly secondsInTask: NumberSummary;
  /** Workflow task (dimension TASK). */
  readonly taskName?: Maybe<Scalars['String']['output']>;
  /** Number of queue entries without a label. A data row in two projects counts twice. */
  readonly unlabelledCount: Scalars['Int']['output'];
  /** Workflow status of the data row in the project (dimension WORKFLOW_STATUS). */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};

/** Stats of the data rows in one combination of dimensions. */
export type DataRowStats = {
  readonly __typename?: 'DataRowStats';
  /** E-mail address of the creator (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Number of data rows. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Dataset (dimension DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** Number of labels, in all projects. */
  readonly labelCount: Scalars['Int']['output'];
  /** Number of data rows with a label. */
  readonly labelledCount: Scalars['Int']['output'];
  /** Value of the metadata field (dimension METADATA). A number is written as in JSON. */
  readonly metadataValue?: Maybe<Scalars['String']['output']>;
  /** Media type (dimension MIME_TYPE). */
  readonly mimeType?: Maybe<Scalars['String']['output']>;
  /** Start of the day, week or month of `createdAt` (dimensions DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
};

/** The data that is served. */
export type DataState = {
  readonly __typename?: 'DataState';
  /** True if the data is the sample export of the demo. */
  readonly demo: Scalars['Boolean']['output'];
  /** Time at which the newest export was published; null if there is none. */
  readonly loadedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque text that changes with each load. */
  readonly version: Scalars['String']['output'];
};

/** A group of data rows that were uploaded together. V1 exports contain only its name. */
export type Dataset = {
  readonly __typename?: 'Dataset';
  /** Labelbox id; null if not exported (V1). */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Name of the dataset. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** Filter for instants, to the microsecond. All operators must match. */
export type DateTimeFilter = {
  /** After this instant. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** At or after this instant. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Before this instant. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** At or before this instant. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Vectors that one embedding model computed for a data row. */
export type Embedding = {
  readonly __typename?: 'Embedding';
  /** Number of components of each vector. */
  readonly dimensions?: Maybe<Scalars['Int']['output']>;
  /** Id of the embedding model, the same on every data row. */
  readonly embeddingId?: Maybe<Scalars['ID']['output']>;
  /** True if the vectors were uploaded, false if Labelbox computed them. */
  readonly isCustom?: Maybe<Scalars['Boolean']['output']>;
  /** Name of the embedding model. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** One list of numbers for each vector. */
  readonly values: ReadonlyArray<ReadonlyArray<Scalars['Float']['output']>>;
};

/** One loaded file, or one finished export task. */
export type Export = Node & {
  readonly __typename?: 'Export';
  /** Number of distinct data rows in the stored records. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Format of the records. */
  readonly format: ExportFormat;
  /** Id of the form `export:…`. */
  readonly id: Scalars['ID']['output'];
  /** Number of labels in the stored records. */
  readonly labelCount: Scalars['Int']['output'];
  /** Time at which the load was published. */
  readonly loadedAt: Scalars['DateTime']['output'];
  /** Number of labels left alone because the store has a newer version of them. */
  readonly olderLabelCount: Scalars['Int']['output'];
  /** Number of records, stored and rejected. */
  readonly recordCount: Scalars['Int']['output'];
  /** Number of rejected records. */
  readonly rejectedCount: Scalars['Int']['output'];
  /** Rejected records, sorted by line. */
  readonly rejects?: Maybe<RejectedRecordConnection>;
  /** Path of the file as given on the command line, or `-` for stdin. For an export task, `labelbox` followed by its scope. */
  readonly source: Scalars['String']['output'];
};


/** One loaded file, or one finished export task. */
export type ExportRejectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of exports. */
export type ExportConnection = {
  readonly __typename?: 'ExportConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<ExportEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Export>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An export in a list. */
export type ExportEdge = {
  readonly __typename?: 'ExportEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Export>;
};

/**
 * Filters of an export. All must match. `dataRowIds` and `globalKeys` cannot be combined; each may have up to 2,000
 * items.
 */
export type ExportFilters = {
  /** Ids of batches. */
  readonly batchIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Ids of data rows. */
  readonly dataRowIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Global keys of data rows. */
  readonly globalKeys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Time at which a label was created. */
  readonly labelCreatedAt?: InputMaybe<ExportTimeRange>;
  /** Time of the last activity: labels, metadata, status, comments or reviews. */
  readonly lastActivityAt?: InputMaybe<ExportTimeRange>;
  /** Workflow status as in DataRowProject (`IN_REVIEW`), or as in Labelbox's SDK (`InReview`). */
  readonly workflowStatus?: InputMaybe<Scalars['String']['input']>;
};

/** Labelbox's export formats. */
export type ExportFormat =
  /** The export contains both. */
  | 'MIXED'
  /** Each record is a label. Its fields have names such as `DataRow ID`. */
  | 'V1'
  /** Each record is a data row. */
  | 'V2';

/** Parts of the data rows to export. Parts that are not exported stay as they are in the store. */
export type ExportParams = {
  /** Attachments of data rows. */
  readonly attachments: Scalars['Boolean']['input'];
  /** Dataset, times and creator of data rows. */
  readonly dataRowDetails: Scalars['Boolean']['input'];
  /** Embeddings of data rows. */
  readonly embeddings: Scalars['Boolean']['input'];
  /**
   * Annotations that Labelbox carries over between key frames (`keyFrame: false`). Without them a load keeps the stored
   * ones.
   */
  readonly interpolatedFrames: Scalars['Boolean']['input'];
  /** Creator, times and reviews of labels. */
  readonly labelDetails: Scalars['Boolean']['input'];
  /** Metadata of data rows. */
  readonly metadataFields: Scalars['Boolean']['input'];
  /** Seconds and scores of labels. */
  readonly performanceDetails: Scalars['Boolean']['input'];
  /** Batch, priority, workflow status and workflow history. */
  readonly projectDetails: Scalars['Boolean']['input'];
  /** Projects whose labels are exported, if the scope is a dataset or the catalog. Defaults to all projects. */
  readonly projectIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Scope of an export. Exactly one field must be set, and not to an empty id. */
export type ExportScope =
  /** True: all data rows of the organization. */
  { readonly catalog: Scalars['Boolean']['input']; readonly datasetId?: never; readonly modelRunId?: never; readonly projectId?: never; }
  |  /** Id of a dataset: all of its data rows. */
  { readonly catalog?: never; readonly datasetId: Scalars['ID']['input']; readonly modelRunId?: never; readonly projectId?: never; }
  |  /** Id of a model run. Not supported: answers `EXPORT_UNSUPPORTED`. */
  { readonly catalog?: never; readonly datasetId?: never; readonly modelRunId: Scalars['ID']['input']; readonly projectId?: never; }
  |  /** Id of a project: all of its data rows. */
  { readonly catalog?: never; readonly datasetId?: never; readonly modelRunId?: never; readonly projectId: Scalars['ID']['input']; };

/** An export that Labelbox runs and slicegraph loads. A task survives a restart of slicegraph. */
export type ExportTask = Node & {
  readonly __typename?: 'ExportTask';
  /** Number of data rows loaded so far. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Reason for the failure, or the first 1,000 data rows that Labelbox could not export; empty if there are none. */
  readonly errors: ReadonlyArray<ExportTaskError>;
  /** The loaded export; null until the task is complete. Its rejects are the records that slicegraph could not store. */
  readonly export?: Maybe<Export>;
  /** End time; null while the task is running. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the form `task:…`. */
  readonly id: Scalars['ID']['output'];
  /** Input of the task, with defaults filled in. */
  readonly input: Scalars['JSON']['output'];
  /** Progress from 0 to 1. The first half is Labelbox's export, the second half is loading. */
  readonly progress: Scalars['Float']['output'];
  /** Start time. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** State of the task. */
  readonly status: ExportTaskStatus;
};

/** A page of export tasks. */
export type ExportTaskConnection = {
  readonly __typename?: 'ExportTaskConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<ExportTaskEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<ExportTask>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An export task in a list. */
export type ExportTaskEdge = {
  readonly __typename?: 'ExportTaskEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<ExportTask>;
};

/** An error of an export or pull task. */
export type ExportTaskError = {
  readonly __typename?: 'ExportTaskError';
  /** Error message. */
  readonly message: Scalars['String']['output'];
  /** Line of Labelbox's error stream; null for other errors. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
};

/** State of an export or pull task. */
export type ExportTaskStatus =
  /** Everything is loaded or fetched. Also if Labelbox returned no data rows, for example because the project does not exist. */
  | 'COMPLETE'
  /** Loaded, except for data rows that Labelbox could not export; or fetched, except for what could not be. */
  | 'COMPLETE_WITH_ERRORS'
  /** Nothing was loaded; or the pull stopped early, with what it had fetched in the store. */
  | 'FAILED'
  /** Labelbox is running the export, or slicegraph is loading it or fetching. */
  | 'IN_PROGRESS';

/**
 * A time range. Either end may be left open. `YYYY-MM-DD` and `YYYY-MM-DD hh:mm:ss` are in the time zone of the Labelbox
 * account; RFC 3339 is accepted too.
 */
export type ExportTimeRange = {
  /** Start, included. */
  readonly from?: InputMaybe<Scalars['String']['input']>;
  /** End, included. */
  readonly to?: InputMaybe<Scalars['String']['input']>;
};

/**
 * An object, or a classification answer, across the frames of a group. Segments and key frames are as exported in V2, and
 * computed from all frames in V1.
 */
export type Feature = Node & {
  readonly __typename?: 'Feature';
  /** Labelbox's name for the kind of annotation, such as `DICOMPolyline`; null for an answer. */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** Annotations of the feature, sorted by frame by default. Empty for an answer. */
  readonly annotations?: Maybe<AnnotationConnection>;
  /**
   * Area frame by frame, in square pixels, of polygons, boxes and measured masks. The sum over a mask's frames is its number of
   * voxels.
   */
  readonly area: NumberSummary;
  /**
   * The smallest upright rectangle around all annotations of the feature, in pixels. Masks that have not been measured are
   * left out. Null if there is no geometry.
   */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame. */
  readonly featureId: Scalars['ID']['output'];
  /** Number of the first exported frame that holds the feature; null if none does. */
  readonly firstFrame?: Maybe<Scalars['Int']['output']>;
  /** Number of exported frames that hold the feature. Segments can cover more: see `segments`. */
  readonly frameCount: Scalars['Int']['output'];
  /** Group of frames that the feature is followed through. */
  readonly group: Group;
  /** Id of the form `feature:LABEL:Axial:FEATURE`. */
  readonly id: Scalars['ID']['output'];
  /** Numbers of the frames in which a person drew the feature; null if not exported. */
  readonly keyFrames?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** Label of the feature. */
  readonly label: Label;
  /** Number of the last exported frame that holds the feature; null if none does. */
  readonly lastFrame?: Maybe<Scalars['Int']['output']>;
  /** Length frame by frame, in pixels, of polylines. */
  readonly length: NumberSummary;
  /** Name of the tool or option. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Id of the tool or option in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Ranges of frames in which the feature is present; null if not exported. */
  readonly segments?: Maybe<ReadonlyArray<Segment>>;
  /** Number of the feature's masks that have not been measured. Selecting this field or `area` never fetches them. */
  readonly unmeasuredMaskCount: Scalars['Int']['output'];
  /** Machine-readable name of the tool or option, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};


/**
 * An object, or a classification answer, across the frames of a group. Segments and key frames are as exported in V2, and
 * computed from all frames in V1.
 */
export type FeatureAnnotationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AnnotationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<AnnotationOrder>>;
};

/** A page of features. */
export type FeatureConnection = {
  readonly __typename?: 'FeatureConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<FeatureEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Feature>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A feature in a list. */
export type FeatureEdge = {
  readonly __typename?: 'FeatureEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Feature>;
};

/** Feature filter. All fields must match. Filters never fetch: masks that have not been measured have no area. */
export type FeatureFilter = {
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<FeatureFilter>>;
  /** Matches features with a matching annotation. */
  readonly annotation?: InputMaybe<AnnotationFilter>;
  /** Labelbox's name for geometry and medium, such as `DICOMPolyline`; null for an answer. */
  readonly annotationKind?: InputMaybe<StringFilter>;
  /** Sum of the areas over all frames, in square pixels; null if no area is known. */
  readonly area?: InputMaybe<FloatFilter>;
  /** E-mail address of the labeler. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Id of the data row. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Feature id. */
  readonly featureId?: InputMaybe<IdFilter>;
  /** Number of the first frame that holds the feature. */
  readonly firstFrame?: InputMaybe<IntFilter>;
  /** Number of frames that hold the feature. */
  readonly frameCount?: InputMaybe<IntFilter>;
  /** Plane of the feature. */
  readonly group?: InputMaybe<GroupKeyFilter>;
  /** Name of the group as exported, such as `axial`. */
  readonly groupName?: InputMaybe<StringFilter>;
  /** Matches features whose label matches this filter. */
  readonly label?: InputMaybe<LabelFilter>;
  /** Id of the label. */
  readonly labelId?: InputMaybe<IdFilter>;
  /** Number of the last frame that holds the feature. */
  readonly lastFrame?: InputMaybe<IntFilter>;
  /** Sum of the lengths over all frames, in pixels; null if there is no length. */
  readonly length?: InputMaybe<FloatFilter>;
  /** Name of the tool or option. */
  readonly name?: InputMaybe<StringFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<FeatureFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<FeatureFilter>>;
  /** Present at this frame: inside one of its segments, or annotated or answered there. */
  readonly presentAt?: InputMaybe<Scalars['Int']['input']>;
  /** Id of the project. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Id of the tool or option in the ontology. */
  readonly schemaId?: InputMaybe<IdFilter>;
};

/** Sort order of features. */
export type FeatureOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: FeatureOrderField;
};

/** Sort fields of features. */
export type FeatureOrderField =
  /** Sorts by the sum of the areas over all frames. Null if no area is known. */
  | 'AREA'
  /** Sorts by number of the first frame. */
  | 'FIRST_FRAME'
  /** Sorts by number of frames. */
  | 'FRAME_COUNT'
  /** Sorts by id. */
  | 'ID'
  /** Sorts by the sum of the lengths over all frames. Null if there is no length. */
  | 'LENGTH'
  /** Sorts by name of the tool or option. */
  | 'NAME';

/** Filter for numbers. All operators must match. */
export type FloatFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<Scalars['Float']['input']>;
  /** Greater than this value. */
  readonly gt?: InputMaybe<Scalars['Float']['input']>;
  /** Greater than or equal to this value. */
  readonly gte?: InputMaybe<Scalars['Float']['input']>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this value. */
  readonly lt?: InputMaybe<Scalars['Float']['input']>;
  /** Less than or equal to this value. */
  readonly lte?: InputMaybe<Scalars['Float']['input']>;
};

/** One slice of a plane, or one picture of a video. */
export type Frame = Node & {
  readonly __typename?: 'Frame';
  /** Annotations in the frame, in export order. */
  readonly annotations: ReadonlyArray<Annotation>;
  /** Classifications of the frame. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Group of the frame. */
  readonly group: Group;
  /** Id of the form `frame:LABEL:Axial:6`. */
  readonly id: Scalars['ID']['output'];
  /** Frame number within its group, as exported. Equal numbers in different groups are unrelated. */
  readonly number: Scalars['Int']['output'];
  /** Relationships between annotations of the frame. */
  readonly relationships: ReadonlyArray<Relationship>;
};

/** A page of frames. */
export type FrameConnection = {
  readonly __typename?: 'FrameConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<FrameEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Frame>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A frame in a list. */
export type FrameEdge = {
  readonly __typename?: 'FrameEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Frame>;
};

/** A range of frame numbers within one group. */
export type FrameRange = {
  /** First frame number, included. */
  readonly from: Scalars['Int']['input'];
  /** Last frame number, included. */
  readonly to: Scalars['Int']['input'];
};

/**
 * A group of frames: a plane of a volume, or all frames of a video (key OTHER, name `Video`). V1 exports contain only a URL
 * of the frames. Until they are fetched, `remote` is true and `frameCount` is null. Selecting `features`, `featuresAt`,
 * `frame` or `frames` fetches them; the other fields do not.
 */
export type Group = Node & {
  readonly __typename?: 'Group';
  /** Classifications of the group as a whole. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Features of the group, sorted by feature id. */
  readonly features?: Maybe<ReadonlyArray<Feature>>;
  /**
   * Features that are present at a frame, sorted by feature id: inside one of their segments, or annotated or answered in that
   * frame. The frame itself need not be exported.
   */
  readonly featuresAt?: Maybe<ReadonlyArray<Feature>>;
  /**
   * One frame; null if the export has no frame of this number. An object can be present there nevertheless, between
   * two key frames: see `Feature.segments`.
   */
  readonly frame?: Maybe<Frame>;
  /**
   * Number of frames in the export, or in the fetched document; null while remote. Frames without annotations are
   * usually not exported.
   */
  readonly frameCount?: Maybe<Scalars['Int']['output']>;
  /** Exported frames, sorted by number. */
  readonly frames?: Maybe<FrameConnection>;
  /** URL of the frames (V1); null if the export contains the frames. */
  readonly framesUrl?: Maybe<Scalars['String']['output']>;
  /** Id of the form `group:LABEL:Axial`. */
  readonly id: Scalars['ID']['output'];
  /** Plane of the group. */
  readonly key: GroupKey;
  /** Label of the group. */
  readonly label: Label;
  /** Name as exported, such as `Axial` or `axial`. */
  readonly name: Scalars['String']['output'];
  /** Objects of the group as a whole, outside of frames, in export order. */
  readonly objects: ReadonlyArray<Annotation>;
  /** Relationships between objects of the group as a whole. */
  readonly relationships: ReadonlyArray<Relationship>;
  /** True if the frames have not been fetched. */
  readonly remote: Scalars['Boolean']['output'];
};


/**
 * A group of frames: a plane of a volume, or all frames of a video (key OTHER, name `Video`). V1 exports contain only a URL
 * of the frames. Until they are fetched, `remote` is true and `frameCount` is null. Selecting `features`, `featuresAt`,
 * `frame` or `frames` fetches them; the other fields do not.
 */
export type GroupFeaturesAtArgs = {
  frame: Scalars['Int']['input'];
};


/**
 * A group of frames: a plane of a volume, or all frames of a video (key OTHER, name `Video`). V1 exports contain only a URL
 * of the frames. Until they are fetched, `remote` is true and `frameCount` is null. Selecting `features`, `featuresAt`,
 * `frame` or `frames` fetches them; the other fields do not.
 */
export type GroupFrameArgs = {
  number: Scalars['Int']['input'];
};


/**
 * A group of frames: a plane of a volume, or all frames of a video (key OTHER, name `Video`). V1 exports contain only a URL
 * of the frames. Until they are fetched, `remote` is true and `frameCount` is null. Selecting `features`, `featuresAt`,
 * `frame` or `frames` fetches them; the other fields do not.
 */
export type GroupFramesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  range?: InputMaybe<FrameRange>;
};

/**
 * Plane of a group. Labelbox names only the plane: exports contain no direction of its frames and no position in the
 * patient.
 */
export type GroupKey =
  /** Axial (transverse) plane. */
  | 'AXIAL'
  /** Coronal plane. */
  | 'CORONAL'
  /** A group with any other name, such as the frames of a video. */
  | 'OTHER'
  /** Sagittal plane. */
  | 'SAGITTAL';

/** Filter for planes. All operators must match. */
export type GroupKeyFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<GroupKey>;
  /** Equal to one of these values. An empty list matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<GroupKey>>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to this value. Matches null. */
  readonly ne?: InputMaybe<GroupKey>;
};

/** Part of the data that can be hidden. */
export type Hidden =
  /** People are replaced by pseudonyms. */
  | 'PEOPLE'
  /** Every `raw` is null. */
  | 'RAW';

/** Id filter. All operators must match. */
export type IdFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Equal to one of these values. An empty list matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to this value. Matches null. */
  readonly ne?: InputMaybe<Scalars['ID']['input']>;
};

/** Filter for whole numbers. All operators must match. */
export type IntFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than this value. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than or equal to this value. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** Equal to one of these values. An empty list matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than this value. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Less than or equal to this value. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
  /** Not equal to this value. Matches null. */
  readonly ne?: InputMaybe<Scalars['Int']['input']>;
};

/** The annotations that one person, or one import, made on one data row in one project. */
export type Label = Node & {
  readonly __typename?: 'Label';
  /**
   * All annotations of the label, sorted by group, frame and position in the export by default. Fetches remote frames
   * first.
   */
  readonly annotations?: Maybe<AnnotationConnection>;
  /** Id of the benchmark label that this label was compared with. */
  readonly benchmarkLabelId?: Maybe<Scalars['ID']['output']>;
  /** Agreement with the benchmark label (0–1); null if not computed. */
  readonly benchmarkScore?: Maybe<Scalars['Float']['output']>;
  /** Classifications of the label as a whole. */
  readonly classifications: ReadonlyArray<Classification>;
  /**
   * This label and another one of the same data row, class by class. Fetches frames and masks that either lacks. Null if
   * the other label does not exist or belongs to another data row.
   */
  readonly compare?: Maybe<LabelComparison>;
  /** Agreement with the other labels of the data row (0–1); null if not computed. */
  readonly consensusScore?: Maybe<Scalars['Float']['output']>;
  /** Time of the last change to the annotations. */
  readonly contentUpdatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Time of creation. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** E-mail address of the labeler. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Data row that was labeled. */
  readonly dataRow: DataRow;
  /** Queue entry of the data row in the project of the label; null if not exported. */
  readonly dataRowProject?: Maybe<DataRowProject>;
  /** One group by its name; null if the label has no such group. */
  readonly group?: Maybe<Group>;
  /** Planes of a volume, or the single group of a video. */
  readonly groups: ReadonlyArray<Group>;
  /** True if an issue on the label is open. */
  readonly hasOpenIssues?: Maybe<Scalars['Boolean']['output']>;
  /** Labelbox id. */
  readonly id: Scalars['ID']['output'];
  /** True if the label is the benchmark of its data row, with which other labels are compared. */
  readonly isBenchmark?: Maybe<Scalars['Boolean']['output']>;
  /**
   * `DICOM`, `Video` or `Default`. For V1 exports it is derived: a label with groups is `DICOM`, a label with frames is
   * `Video`, any other is `Default`. A skipped V1 label without groups and frames has none (null).
   */
  readonly labelKind?: Maybe<Scalars['String']['output']>;
  /**
   * Objects of the label as a whole, such as those of an image or a text, in export order. Objects in planes and frames
   * are in `groups`.
   */
  readonly objects: ReadonlyArray<Annotation>;
  /** Project in which the label was made; null if not exported. */
  readonly project?: Maybe<Project>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Relationships between objects of the label as a whole. */
  readonly relationships: ReadonlyArray<Relationship>;
  /** Reviews; null if not exported. */
  readonly reviews?: Maybe<ReadonlyArray<Review>>;
  /** Seconds of work until the label was submitted. In V1 exports `Seconds to Create`, or else `Seconds to Label`. */
  readonly secondsToCreate?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent labeling. */
  readonly secondsToLabel?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent reviewing. */
  readonly secondsToReview?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent on rework. */
  readonly secondsToRework?: Maybe<Scalars['Float']['output']>;
  /** Seconds spent in total. */
  readonly secondsTotal?: Maybe<Scalars['Float']['output']>;
  /** True if the labeler skipped the data row. */
  readonly skipped?: Maybe<Scalars['Boolean']['output']>;
  /** Time of the last change. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Version of Labelbox's label format, such as `1.0.0`. */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** URL of the label in Labelbox's editor. */
  readonly viewUrl?: Maybe<Scalars['String']['output']>;
};


/** The annotations that one person, or one import, made on one data row in one project. */
export type LabelAnnotationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AnnotationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<AnnotationOrder>>;
};


/** The annotations that one person, or one import, made on one data row in one project. */
export type LabelCompareArgs = {
  with: Scalars['ID']['input'];
};


/** The annotations that one person, or one import, made on one data row in one project. */
export type LabelGroupArgs = {
  name: Scalars['String']['input'];
};


/** The annotations that one person, or one import, made on one data row in one project. */
export type LabelGroupsArgs = {
  keys?: InputMaybe<ReadonlyArray<GroupKey>>;
};


/** The annotations that one person, or one import, made on one data row in one project. */
export type LabelReviewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * Two labels of one data row, compared class by class and plane by plane. With the labels the other way round, the figures
 * are the same with the sides swapped.
 *
 * Annotations of a class in a frame are united first. A frame that only one label has is empty in the other. A pixel
 * (x, y) lies in a polygon or box if its center (x + 0.5, y + 0.5) does, by the even-odd rule, with the left and top edge
 * included. Where all polylines of a class in both labels are closed, they are compared as polygons, too.
 */
export type LabelComparison = {
  readonly __typename?: 'LabelComparison';
  /**
   * Questions of the label, its groups and frames that either label answers, at any depth: those of the label first, then
   * by group and frame.
   */
  readonly answers: ReadonlyArray<AnswerAgreement>;
  /** Classes that either label has, by name, kind and plane. */
  readonly classes: ReadonlyArray<ClassAgreement>;
  /**
   * Dice coefficient over the sums of all classes with pixels, from 0 to 1; null if neither label has any pixels. If a mask
   * cannot be fetched, null with an error.
   */
  readonly dice?: Maybe<Scalars['Float']['output']>;
  /** Intersection over union of the same sums, from 0 to 1; null as `dice` is. */
  readonly iou?: Maybe<Scalars['Float']['output']>;
  /** The label that is compared. */
  readonly label: Label;
  /** The label that it is compared with. */
  readonly other: Label;
};

/** A page of labels. */
export type LabelConnection = {
  readonly __typename?: 'LabelConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<LabelEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Label>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Dimensions of labels. */
export type LabelDimension =
  /** Groups by batch of the data row in the project: `batchId` and `batchName`. */
  | 'BATCH'
  /** Groups by labeler. */
  | 'CREATED_BY'
  /** Groups by dataset. */
  | 'DATASET'
  /** Groups by day of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'DAY'
  /** Groups by label kind. */
  | 'LABEL_KIND'
  /** Groups by month of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'MONTH'
  /** Groups by priority of the data row in the project. */
  | 'PRIORITY'
  /** Groups by project. */
  | 'PROJECT'
  /** Groups by current workflow task of the data row in the project. */
  | 'TASK'
  /** Groups by ISO week (from Monday) of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'WEEK'
  /** Groups by workflow status of the data row in the project. */
  | 'WORKFLOW_STATUS';

/** A label in a list. */
export type LabelEdge = {
  readonly __typename?: 'LabelEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Label>;
};

/** Label filter. All fields must match. */
export type LabelFilter = {
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Matches labels with a matching annotation. */
  readonly annotation?: InputMaybe<AnnotationFilter>;
  /** Number of annotations, counted in each frame. Annotations in remote frames are not counted. */
  readonly annotationCount?: InputMaybe<IntFilter>;
  /** Agreement with the benchmark label (0–1). */
  readonly benchmarkScore?: InputMaybe<FloatFilter>;
  /**
   * Matches labels with a matching classification: in the label, its groups, frames and objects, and in their
   * relationships.
   */
  readonly classification?: InputMaybe<ClassificationFilter>;
  /** Agreement with the other labels of the data row (0–1). */
  readonly consensusScore?: InputMaybe<FloatFilter>;
  /** Time of creation. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** E-mail address of the labeler. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Matches labels whose data row matches this filter. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** Id of the data row. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Matches labels whose queue entry matches this filter. */
  readonly dataRowProject?: InputMaybe<DataRowProjectFilter>;
  /** True if an issue on the label is open. */
  readonly hasOpenIssues?: InputMaybe<BooleanFilter>;
  /** Id of the label. */
  readonly id?: InputMaybe<IdFilter>;
  /** True if the label is the benchmark of its data row. */
  readonly isBenchmark?: InputMaybe<BooleanFilter>;
  /**
   * True if the label is the selected label of its queue entry, false if another one is. Null if the entry has none, as
   * outside of consensus projects.
   */
  readonly isSelected?: InputMaybe<BooleanFilter>;
  /** `DICOM`, `Video` or `Default`. */
  readonly labelKind?: InputMaybe<StringFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<LabelFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<LabelFilter>>;
  /** Id of the project. */
  readonly projectId?: InputMaybe<IdFilter>;
  /**
   * True: a group of the label has frames that have not been fetched. False: all frames are there. Masks that have not
   * been fetched do not count.
   */
  readonly remote?: InputMaybe<Scalars['Boolean']['input']>;
  /** Matches labels with a matching review. */
  readonly review?: InputMaybe<ReviewFilter>;
  /** Seconds until the label was created. */
  readonly secondsToCreate?: InputMaybe<FloatFilter>;
  /** Seconds spent reviewing. */
  readonly secondsToReview?: InputMaybe<FloatFilter>;
  /** True if the labeler skipped the data row. */
  readonly skipped?: InputMaybe<BooleanFilter>;
  /** Time of the last change. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** Sort order of labels. */
export type LabelOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: LabelOrderField;
};

/** Sort fields of labels. */
export type LabelOrderField =
  /** Sorts by number of annotations, counted in each frame. Annotations in remote frames are not counted. */
  | 'ANNOTATION_COUNT'
  /** Sorts by agreement with the benchmark label. */
  | 'BENCHMARK_SCORE'
  /** Sorts by agreement with other labels. */
  | 'CONSENSUS_SCORE'
  /** Sorts by time of creation. */
  | 'CREATED_AT'
  /** Sorts by id. */
  | 'ID'
  /** Sorts by seconds until the label was created. */
  | 'SECONDS_TO_CREATE'
  /** Sorts by seconds spent reviewing. */
  | 'SECONDS_TO_REVIEW'
  /** Sorts by time of the last change. */
  | 'UPDATED_AT';

/** Stats of the labels in one combination of dimensions. */
export type LabelStats = {
  readonly __typename?: 'LabelStats';
  /** Number of annotations, counted in each frame. Annotations in remote frames are not counted. */
  readonly annotationCount: Scalars['Int']['output'];
  /** Id of the batch (dimension BATCH). */
  readonly batchId?: Maybe<Scalars['ID']['output']>;
  /** Name of the batch (dimension BATCH). */
  readonly batchName?: Maybe<Scalars['String']['output']>;
  /** Agreement with benchmark labels (0–1). */
  readonly benchmarkScore: NumberSummary;
  /** Agreement with other labels of the data rows (0–1). */
  readonly consensusScore: NumberSummary;
  /** E-mail address of the labeler (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Number of data rows with such labels. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Dataset (dimension DATASET). */
  readonly dataset?: Maybe<Dataset>;
  /** Number of labels. */
  readonly labelCount: Scalars['Int']['output'];
  /** `DICOM`, `Video` or `Default` (dimension LABEL_KIND). */
  readonly labelKind?: Maybe<Scalars['String']['output']>;
  /** Start of the day, week or month of `createdAt` (dimensions DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** Priority (dimension PRIORITY). */
  readonly priority?: Maybe<Scalars['Int']['output']>;
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Number of groups whose frames have not been fetched. */
  readonly remoteGroupCount: Scalars['Int']['output'];
  /** Number of labels whose data row was, at any time, rejected or sent to rework in the project. */
  readonly reworkedCount: Scalars['Int']['output'];
  /** Seconds until the labels were created. */
  readonly secondsToCreate: NumberSummary;
  /** Seconds spent reviewing. */
  readonly secondsToReview: NumberSummary;
  /** Number of skipped labels. */
  readonly skippedCount: Scalars['Int']['output'];
  /** Workflow task (dimension TASK). */
  readonly taskName?: Maybe<Scalars['String']['output']>;
  /** Workflow status of the data row in the project (dimension WORKFLOW_STATUS). */
  readonly workflowStatus?: Maybe<Scalars['String']['output']>;
};

/** Filter of Exports. All fields must match. */
export type LoadedExportFilter = {
  /** Time at which the load was published. */
  readonly loadedAt?: InputMaybe<DateTimeFilter>;
  /** Number of rejected records, as `rejectedCount` answers it. */
  readonly rejectedCount?: InputMaybe<IntFilter>;
  /** File or export task that was loaded. */
  readonly source?: InputMaybe<StringFilter>;
};

/**
 * Pixels of a mask. `url`, `sourceUrl`, `compositeUrl` and `colorRgb` fetch nothing. Every other field fetches the mask
 * on first use and keeps the measurements. If the mask cannot be fetched, those fields are null with an error.
 */
export type Mask = {
  readonly __typename?: 'Mask';
  /** Number of pixels in the mask. 0 if its color does not occur in the composite. */
  readonly area?: Maybe<Scalars['Int']['output']>;
  /** Smallest rectangle that contains all pixels of the mask, in whole pixels; null if the mask is empty. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Size of the fetched image in bytes. */
  readonly byteLength?: Maybe<Scalars['Int']['output']>;
  /** Mean of the pixel centers (x + 0.5, y + 0.5); null if the mask is empty. */
  readonly centroid?: Maybe<Point>;
  /**
   * Color of the mask in the composite: red, green and blue, 0–255 each. A mask without a color is not read from the
   * composite. Null if not exported.
   */
  readonly colorRgb?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** URL of an image of all masks in the frame, each in its own color; null if not exported. */
  readonly compositeUrl?: Maybe<Scalars['String']['output']>;
  /** Media type of the fetched image. */
  readonly contentType?: Maybe<Scalars['String']['output']>;
  /** Height of the image in pixels. */
  readonly height?: Maybe<Scalars['Int']['output']>;
  /** The mask as a base64-encoded PNG with one channel: 0 outside, 255 inside. */
  readonly png?: Maybe<Scalars['String']['output']>;
  /** Pixels in COCO run-length encoding. */
  readonly rle?: Maybe<RunLengthEncoding>;
  /** URL of the mask image in the export, or of the composite if the export contains only that. */
  readonly sourceUrl: Scalars['String']['output'];
  /** URL of this mask as an image served by slicegraph: a path, or an absolute URL if `SLICEGRAPH_PUBLIC_URL` is set. */
  readonly url: Scalars['String']['output'];
  /** Width of the image in pixels. */
  readonly width?: Maybe<Scalars['Int']['output']>;
};

/** An annotation whose geometry is an area given pixel by pixel. */
export type MaskAnnotation = Annotation & Node & {
  readonly __typename?: 'MaskAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /**
   * Smallest axis-aligned rectangle around the pixels of the mask. Fetches the mask. Null if there is no mask or if it is
   * empty.
   */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Pixels of the mask; null if not exported. */
  readonly mask?: Maybe<Mask>;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** One metadata field of a data row. */
export type MetadataField = {
  readonly __typename?: 'MetadataField';
  /** Id of the field in the metadata schema. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Name of the field, such as `tag` or `split`. */
  readonly schemaName?: Maybe<Scalars['String']['output']>;
  /** Value: text, a number, a time as text, or a list of selected options. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** Matches data rows with a single metadata field that meets all of these conditions. */
export type MetadataFilter = {
  /** Value as a number. */
  readonly number?: InputMaybe<FloatFilter>;
  /** Id of the field. */
  readonly schemaId?: InputMaybe<Scalars['ID']['input']>;
  /** Name of the field. */
  readonly schemaName?: InputMaybe<Scalars['String']['input']>;
  /** Value as text, or the name of a selected option. */
  readonly text?: InputMaybe<StringFilter>;
  /** Value as an instant. */
  readonly time?: InputMaybe<DateTimeFilter>;
};

/** Operations that start work. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Asks Labelbox to run an export and loads the result. Returns the task at once. If a task with the same input is
   * running, that task is returned. A different export of the same scope is refused with `BAD_USER_INPUT` until the
   * running one ends. Without an API key, `EXPORT_FAILED` names the setting and no task is created.
   */
  readonly startExport: StartExportPayload;
  /**
   * Fetches frames and masks that are still remote into the store. Returns the task at once. If a task with the same
   * input is running, that task is returned. At most 4 tasks run at a time; another one is `RATE_LIMITED`. For
   * operators only; an operator of some projects must name one of them.
   */
  readonly startPull: StartPullPayload;
};


/** Operations that start work. */
export type MutationStartExportArgs = {
  input: StartExportInput;
};


/** Operations that start work. */
export type MutationStartPullArgs = {
  input: StartPullInput;
};

/** An object that can be queried by its id alone. */
export type Node = {
  /** Id of the object, unique across all types. */
  readonly id: Scalars['ID']['output'];
};

/** Summary of the values that are not null. */
export type NumberSummary = {
  readonly __typename?: 'NumberSummary';
  /** Number of values. */
  readonly count: Scalars['Int']['output'];
  /** Largest value; null without values. */
  readonly max?: Maybe<Scalars['Float']['output']>;
  /** Mean; null without values. */
  readonly mean?: Maybe<Scalars['Float']['output']>;
  /** Median, interpolated between neighbors; null without values. */
  readonly median?: Maybe<Scalars['Float']['output']>;
  /** Smallest value; null without values. */
  readonly min?: Maybe<Scalars['Float']['output']>;
  /** 95th percentile, interpolated between neighbors; null without values. */
  readonly p95?: Maybe<Scalars['Float']['output']>;
  /** Sum; 0 without values. */
  readonly sum: Scalars['Float']['output'];
};

/** Sort direction. Nulls come last in either direction. */
export type OrderDirection =
  /** Ascending: smallest or oldest first. */
  | 'ASC'
  /** Descending: largest or newest first. */
  | 'DESC';

/**
 * Position of a page in its list. Cursors are opaque and stay valid when data is loaded between two pages: an item that
 * exists throughout appears exactly once. If a load changes the sort key of an item, that item moves in the list and can
 * appear twice or be missed.
 */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last item on this page; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** True if items follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True if items precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item on this page; null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A point. Coordinates are in pixels, with fractions, from the top left corner of the picture. */
export type Point = {
  readonly __typename?: 'Point';
  /** Distance from the left edge in pixels. */
  readonly x: Scalars['Float']['output'];
  /** Distance from the top edge in pixels. */
  readonly y: Scalars['Float']['output'];
};

/** An annotation whose geometry is a single point. */
export type PointAnnotation = Annotation & Node & {
  readonly __typename?: 'PointAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /** The point, as a rectangle of width and height 0. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The point. */
  readonly point: Point;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** An annotation whose geometry is an area with straight edges. */
export type PolygonAnnotation = Annotation & Node & {
  readonly __typename?: 'PolygonAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /** Area in square pixels. */
  readonly area: Scalars['Float']['output'];
  /** Smallest axis-aligned rectangle around the corners; null if there are none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Corners in drawing order. Exports often repeat the first corner at the end. */
  readonly polygon: ReadonlyArray<Point>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** An annotation whose geometry is a line of points. */
export type PolylineAnnotation = Annotation & Node & {
  readonly __typename?: 'PolylineAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /** Smallest axis-aligned rectangle around the points; null if there are none. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Area that a closed line encloses, in square pixels by the shoelace formula; null for an open line. */
  readonly enclosedArea?: Maybe<Scalars['Float']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if the line is a contour: it has four or more points, and the last is within half a pixel of the first. */
  readonly isClosed: Scalars['Boolean']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Length in pixels. */
  readonly length: Scalars['Float']['output'];
  /** Points in drawing order. */
  readonly line: ReadonlyArray<Point>;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A project, in which data rows are labeled with one ontology. */
export type Project = Node & {
  readonly __typename?: 'Project';
  /** Data rows in the queue of the project, sorted by id by default. */
  readonly dataRows?: Maybe<DataRowConnection>;
  /** Labelbox id, or `project:NAME` if an old export has only the name of the project. */
  readonly id: Scalars['ID']['output'];
  /** Labels of the project, sorted by id by default. */
  readonly labels?: Maybe<LabelConnection>;
  /** Name of the project. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Tags; null if not exported. */
  readonly tags?: Maybe<ReadonlyArray<ProjectTag>>;
};


/** A project, in which data rows are labeled with one ontology. */
export type ProjectDataRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowOrder>>;
};


/** A project, in which data rows are labeled with one ontology. */
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
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<ProjectEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Project>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A project in a list. */
export type ProjectEdge = {
  readonly __typename?: 'ProjectEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Project>;
};

/** Filter of projects. All fields must match. */
export type ProjectFilter = {
  /** Name of the project. */
  readonly name?: InputMaybe<StringFilter>;
  /** Text of one of its tags. A project without tags has a text that is null. */
  readonly tag?: InputMaybe<StringFilter>;
};

/** A tag that organizes projects. */
export type ProjectTag = {
  readonly __typename?: 'ProjectTag';
  /** Color as `RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Labelbox id; null if not exported. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Text of the tag. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** Fetching of frames and masks that are still remote. A task survives a restart of slicegraph. */
export type PullTask = Node & {
  readonly __typename?: 'PullTask';
  /** Reason for the failure, and up to 100 different reasons why something could not be fetched; empty if there are none. */
  readonly errors: ReadonlyArray<ExportTaskError>;
  /** Number of groups of frames and of masks that could not be fetched. They stay remote. */
  readonly failedCount: Scalars['Int']['output'];
  /** Number of groups of frames and of masks fetched so far. */
  readonly fetchedCount: Scalars['Int']['output'];
  /** End time; null while the task is running. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the form `pull:…`. */
  readonly id: Scalars['ID']['output'];
  /** Progress from 0 to 1. If both are fetched, the first half is frames, the second half is masks. */
  readonly progress: Scalars['Float']['output'];
  /** Start time. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** State of the task. */
  readonly status: ExportTaskStatus;
};

/** Operations that read data. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Agreement of the labels of queue entries: each unskipped label compared with each other one of its queue entry. It never
   * fetches: pairs whose masks or frames have not been fetched are in `unmeasuredPairCount`. Pairs that were compared before
   * a timeout are kept, so the same query goes on from there. More than 10,000 rows are `COST_LIMIT_EXCEEDED`.
   */
  readonly agreementStats?: Maybe<ReadonlyArray<AgreementStats>>;
  /** Stats of annotations. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly annotationStats?: Maybe<ReadonlyArray<AnnotationStats>>;
  /**
   * Annotations of all labels, sorted by label, group, frame and position in the export by default. Annotations in
   * remote frames that have not been fetched are missing.
   */
  readonly annotations?: Maybe<AnnotationConnection>;
  /** Stats of the answers to classifications. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly classificationStats?: Maybe<ReadonlyArray<ClassificationStats>>;
  /** Version and age of the data that is served. */
  readonly data?: Maybe<DataState>;
  /** A data row by its id; null if the id is unknown. */
  readonly dataRow?: Maybe<DataRow>;
  /** A data row by its global key; null if no data row has the key. */
  readonly dataRowByGlobalKey?: Maybe<DataRow>;
  /** Stats of queue entries. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly dataRowProjectStats?: Maybe<ReadonlyArray<DataRowProjectStats>>;
  /** Queue entries (data rows in the queues of their projects), sorted by id by default. */
  readonly dataRowProjects?: Maybe<DataRowProjectConnection>;
  /** Stats of data rows. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly dataRowStats?: Maybe<ReadonlyArray<DataRowStats>>;
  /** Data rows, sorted by id by default. */
  readonly dataRows?: Maybe<DataRowConnection>;
  /** An export task by its id; null if the id is unknown. */
  readonly exportTask?: Maybe<ExportTask>;
  /** Export tasks, running and finished, newest first. */
  readonly exportTasks?: Maybe<ExportTaskConnection>;
  /** Exports that were loaded, newest first. */
  readonly exports?: Maybe<ExportConnection>;
  /**
   * Features of all labels, sorted by id by default. A feature is one object followed through the frames of a group, such as a
   * lesion over many slices. Never fetches: features of remote frames that have not been fetched are missing.
   */
  readonly features?: Maybe<FeatureConnection>;
  /** A label by its id; null if the id is unknown. */
  readonly label?: Maybe<Label>;
  /** Stats of labels. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly labelStats?: Maybe<ReadonlyArray<LabelStats>>;
  /** Labels, sorted by id by default. */
  readonly labels?: Maybe<LabelConnection>;
  /** Names of the metadata fields that data rows have, sorted. More than 10,000 names are `COST_LIMIT_EXCEEDED`. */
  readonly metadataNames?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Any object by its id; null if the id is unknown. */
  readonly node?: Maybe<Node>;
  /** Several objects by their ids, in the given order. An item is null if its id is unknown. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** A project by its id; null if the id is unknown. */
  readonly project?: Maybe<Project>;
  /** Projects, sorted by id. */
  readonly projects?: Maybe<ProjectConnection>;
  /** A pull task by its id; null if the id is unknown. */
  readonly pullTask?: Maybe<PullTask>;
  /**
   * Data rows, labels and queue entries that are gone from the data, newest first. Each id occurs once, for its latest
   * removal, and leaves the list when it comes back. Removals of slicegraph 0.4 and before are not listed.
   */
  readonly removals?: Maybe<RemovalConnection>;
  /** Who asks, and what the answers hold. */
  readonly viewer?: Maybe<Viewer>;
  /** Workflow events of all data rows, oldest first by default. */
  readonly workflowEvents?: Maybe<WorkflowEventConnection>;
  /** Stats of workflow events. More than 10,000 rows are `COST_LIMIT_EXCEEDED`. */
  readonly workflowStats?: Maybe<ReadonlyArray<WorkflowStats>>;
};


/** Operations that read data. */
export type QueryAgreementStatsArgs = {
  filter?: InputMaybe<DataRowProjectFilter>;
  groupBy: ReadonlyArray<AgreementDimension>;
};


/** Operations that read data. */
export type QueryAnnotationStatsArgs = {
  filter?: InputMaybe<AnnotationFilter>;
  groupBy: ReadonlyArray<AnnotationDimension>;
  timeZone: Scalars['TimeZone']['input'];
};


/** Operations that read data. */
export type QueryAnnotationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AnnotationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<AnnotationOrder>>;
};


/** Operations that read data. */
export type QueryClassificationStatsArgs = {
  filter?: InputMaybe<ClassificationFilter>;
  groupBy: ReadonlyArray<ClassificationDimension>;
  labels?: InputMaybe<LabelFilter>;
};


/** Operations that read data. */
export type QueryDataRowArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryDataRowByGlobalKeyArgs = {
  globalKey: Scalars['String']['input'];
};


/** Operations that read data. */
export type QueryDataRowProjectStatsArgs = {
  filter?: InputMaybe<DataRowProjectFilter>;
  groupBy: ReadonlyArray<DataRowProjectDimension>;
};


/** Operations that read data. */
export type QueryDataRowProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowProjectOrder>>;
};


/** Operations that read data. */
export type QueryDataRowStatsArgs = {
  filter?: InputMaybe<DataRowFilter>;
  groupBy: ReadonlyArray<DataRowDimension>;
  metadata?: InputMaybe<Scalars['String']['input']>;
  timeZone: Scalars['TimeZone']['input'];
};


/** Operations that read data. */
export type QueryDataRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DataRowFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DataRowOrder>>;
};


/** Operations that read data. */
export type QueryExportTaskArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryExportTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Operations that read data. */
export type QueryExportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LoadedExportFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Operations that read data. */
export type QueryFeaturesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<FeatureFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<FeatureOrder>>;
};


/** Operations that read data. */
export type QueryLabelArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryLabelStatsArgs = {
  filter?: InputMaybe<LabelFilter>;
  groupBy: ReadonlyArray<LabelDimension>;
  timeZone: Scalars['TimeZone']['input'];
};


/** Operations that read data. */
export type QueryLabelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LabelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<LabelOrder>>;
};


/** Operations that read data. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Operations that read data. */
export type QueryProjectArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryProjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProjectFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Operations that read data. */
export type QueryPullTaskArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that read data. */
export type QueryRemovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Operations that read data. */
export type QueryWorkflowEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<WorkflowEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<WorkflowEventOrder>>;
};


/** Operations that read data. */
export type QueryWorkflowStatsArgs = {
  filter?: InputMaybe<WorkflowEventFilter>;
  groupBy: ReadonlyArray<WorkflowDimension>;
  timeZone: Scalars['TimeZone']['input'];
};

/** A record that could not be stored. It is kept verbatim in the store. */
export type RejectedRecord = {
  readonly __typename?: 'RejectedRecord';
  /** Offset of its first byte in the decompressed file, from 0. */
  readonly byteOffset: Scalars['SafeInt']['output'];
  /** First characters of the record. */
  readonly excerpt: Scalars['String']['output'];
  /** Line in the file, from 1. */
  readonly line: Scalars['Int']['output'];
  /** JSON path of the error within the record, such as `$.projects.ID.labels[0]`. */
  readonly path: Scalars['String']['output'];
  /** Why the record was rejected, without values of the export. */
  readonly reason: Scalars['String']['output'];
};

/** A page of rejected records. */
export type RejectedRecordConnection = {
  readonly __typename?: 'RejectedRecordConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<RejectedRecordEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<RejectedRecord>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A rejected record in a list. */
export type RejectedRecordEdge = {
  readonly __typename?: 'RejectedRecordEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<RejectedRecord>;
};

/** A relationship between two objects. */
export type Relationship = {
  readonly __typename?: 'Relationship';
  /** Labelbox's name for the kind, such as `TextUnidirectionalRelationship`. */
  readonly annotationKind?: Maybe<Scalars['String']['output']>;
  /** True if the relationship has no direction. */
  readonly bidirectional?: Maybe<Scalars['Boolean']['output']>;
  /** Classifications of the relationship. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Id of the relationship. */
  readonly featureId?: Maybe<Scalars['ID']['output']>;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Feature id of the source object. */
  readonly sourceFeatureId?: Maybe<Scalars['ID']['output']>;
  /** Feature id of the target object. */
  readonly targetFeatureId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Something that is gone from the data. */
export type Removal = {
  readonly __typename?: 'Removal';
  /** Export that noticed the removal; null if it also holds projects outside of the caller's scope. */
  readonly export?: Maybe<Export>;
  /** Type of the removed object. */
  readonly kind: RemovalKind;
  /** Ids of the projects that it was in; empty if there were none. */
  readonly projectIds: ReadonlyArray<Scalars['ID']['output']>;
  /** Time at which the load that noticed the removal was published, as `Export.loadedAt`. */
  readonly removedAt: Scalars['DateTime']['output'];
  /** Id of the data row, label or queue entry. */
  readonly removedId: Scalars['ID']['output'];
};

/** A page of removals. */
export type RemovalConnection = {
  readonly __typename?: 'RemovalConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<RemovalEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<Removal>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A removal in a list. */
export type RemovalEdge = {
  readonly __typename?: 'RemovalEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<Removal>;
};

/** Types of objects whose removal is noted. */
export type RemovalKind =
  /** A data row. */
  | 'DATA_ROW'
  /** A queue entry: the data row has left the project. */
  | 'DATA_ROW_PROJECT'
  /** A label. */
  | 'LABEL';

/** A review of a label. */
export type Review = {
  readonly __typename?: 'Review';
  /** Time of the review. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** E-mail address of the reviewer. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Labelbox id; null if not exported. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** 1 approved, -1 rejected, 0 neither. */
  readonly score?: Maybe<Scalars['Float']['output']>;
};

/** Review filter. All fields must match. */
export type ReviewFilter = {
  /** Time of the review. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** E-mail address of the reviewer. */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Score. */
  readonly score?: InputMaybe<FloatFilter>;
};

/** Rights of a token or JWT. */
export type Role =
  /** Also starts and follows export tasks. */
  | 'OPERATOR'
  /** Reads data. */
  | 'VIEWER';

/** A mask in COCO run-length encoding. */
export type RunLengthEncoding = {
  readonly __typename?: 'RunLengthEncoding';
  /** Compressed run lengths as pycocotools reads them. */
  readonly counts: Scalars['String']['output'];
  /** Height and width in pixels, in this order. */
  readonly size: ReadonlyArray<Scalars['Int']['output']>;
};

/** A range of consecutive frames. */
export type Segment = {
  readonly __typename?: 'Segment';
  /** Last frame number, included. */
  readonly end: Scalars['Int']['output'];
  /** First frame number, included. */
  readonly start: Scalars['Int']['output'];
};

/** Input of an export task. */
export type StartExportInput = {
  /** Conditions that all data rows must meet. */
  readonly filters: ExportFilters;
  /** True: only data rows that changed since the last full export of the scope, or all if there was none. */
  readonly incremental: Scalars['Boolean']['input'];
  /** Parts of the data rows to export. */
  readonly params: ExportParams;
  /** Data rows to export. */
  readonly scope: ExportScope;
};

/** Result of `startExport`. */
export type StartExportPayload = {
  readonly __typename?: 'StartExportPayload';
  /** The task that was started, or the running task with the same input. */
  readonly task: ExportTask;
};

/** Input of a pull task. */
export type StartPullInput = {
  /** True: also fetches what was fetched before. */
  readonly again: Scalars['Boolean']['input'];
  /** True: fetches frames. */
  readonly frames: Scalars['Boolean']['input'];
  /** True: fetches masks. */
  readonly masks: Scalars['Boolean']['input'];
  /** Id of the project whose frames and masks are fetched. Defaults to all projects. */
  readonly projectId?: InputMaybe<Scalars['ID']['input']>;
};

/** Result of `startPull`. */
export type StartPullPayload = {
  readonly __typename?: 'StartPullPayload';
  /** The task that was started, or the running task with the same input. */
  readonly task: PullTask;
};

/** Filter for text. Text is compared with case, except by `containsInsensitive`. All operators must match. */
export type StringFilter = {
  /** Contains this text. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Contains this text, whatever the case. Both texts are compared in NFC (one spelling of accents) and in lower case. */
  readonly containsInsensitive?: InputMaybe<Scalars['String']['input']>;
  /** Equal to this value. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Equal to one of these values. An empty list matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** True: is null. False: is not null. */
  readonly isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Not equal to this value. Matches null. */
  readonly ne?: InputMaybe<Scalars['String']['input']>;
  /** Starts with this text. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** Operations that send updates. They need a WebSocket (graphql-transport-ws). */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Sends the version of the data that is served, then again after each load. Loads half a second apart may be sent as one. */
  readonly data: DataState;
  /** Sends the current state of the task, then every change. Completes when the task ends. An unknown id is `NOT_FOUND`. */
  readonly exportTask: ExportTask;
  /** Sends the current state of the task, then every change. Completes when the task ends. An unknown id is `NOT_FOUND`. */
  readonly pullTask: PullTask;
};


/** Operations that send updates. They need a WebSocket (graphql-transport-ws). */
export type SubscriptionExportTaskArgs = {
  id: Scalars['ID']['input'];
};


/** Operations that send updates. They need a WebSocket (graphql-transport-ws). */
export type SubscriptionPullTaskArgs = {
  id: Scalars['ID']['input'];
};

/**
 * An annotation of a kind that slicegraph does not model. It is kept whole in `raw`. A later minor version may give the
 * kind a type of its own; read `raw` through the interface to be independent of that.
 */
export type UnknownAnnotation = Annotation & Node & {
  readonly __typename?: 'UnknownAnnotation';
  /**
   * Labelbox's name for the kind of annotation, such as `DICOMPolyline`. V1 exports do not contain it; for them it is the
   * name that V2 uses.
   */
  readonly annotationKind: Scalars['String']['output'];
  /** Always null, since the geometry is not known. */
  readonly boundingBox?: Maybe<BoundingBox>;
  /** Classifications of the annotation. */
  readonly classifications: ReadonlyArray<Classification>;
  /** Color of the tool as `#RRGGBB`. */
  readonly color?: Maybe<Scalars['String']['output']>;
  /** Feature id, the same in every frame of a group. */
  readonly featureId: Scalars['ID']['output'];
  /** Frame of the annotation; null if it belongs to a group or to the label as a whole. */
  readonly frame?: Maybe<Frame>;
  /** Group of the annotation; null if it belongs to the label as a whole. */
  readonly group?: Maybe<Group>;
  /**
   * Id of the form `annotation:LABEL:FEATURE`, `annotation:LABEL:Axial:FEATURE` or `annotation:LABEL:Axial:6:FEATURE`,
   * depending on where the annotation is.
   */
  readonly id: Scalars['ID']['output'];
  /** True if a person drew it in this frame, false if it was carried over from another frame; null if not exported. */
  readonly keyFrame?: Maybe<Scalars['Boolean']['output']>;
  /** Label of the annotation. */
  readonly label: Label;
  /** Name of the tool. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Id of the tool in the ontology. */
  readonly schemaId?: Maybe<Scalars['ID']['output']>;
  /** Machine-readable name of the tool, such as `portal_vein`. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Who asks: the token or JWT of the request. Without authentication an operator who sees everything. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Time at which the token or JWT expires; null if it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Parts of the data that are not shown. */
  readonly hides: ReadonlyArray<Hidden>;
  /** Name of the token, or subject of the JWT; null without authentication. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Ids of the projects whose data is visible; null for all projects. */
  readonly projectIds?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Rights. */
  readonly role: Role;
};

/** Action of a workflow event. Exports spell actions in upper or lower case. */
export type WorkflowAction =
  /** A reviewer approved the data row. */
  | 'APPROVE'
  /** The data row moved to another task. */
  | 'MOVE'
  /** Any other action. The exported name is in `rawAction`. */
  | 'OTHER'
  /** A reviewer rejected the data row. */
  | 'REJECT'
  /** The data row was sent to rework, or returned from it: `previousTaskName` and `nextTaskName` tell which. */
  | 'REWORK';

/** Filter for workflow actions. All operators must match. */
export type WorkflowActionFilter = {
  /** Equal to this value. */
  readonly eq?: InputMaybe<WorkflowAction>;
  /** Equal to one of these values. An empty list matches nothing. */
  readonly in?: InputMaybe<ReadonlyArray<WorkflowAction>>;
  /** Not equal to this value. */
  readonly ne?: InputMaybe<WorkflowAction>;
};

/** Dimensions of workflow events. */
export type WorkflowDimension =
  /** Groups by action. */
  | 'ACTION'
  /** Groups by person: `createdBy` and `actorId`. */
  | 'CREATED_BY'
  /** Groups by day of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'DAY'
  /** Groups by month of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'MONTH'
  /** Groups by the task that the data row entered. */
  | 'NEXT_TASK'
  /** Groups by the task that the data row left. */
  | 'PREVIOUS_TASK'
  /** Groups by project. */
  | 'PROJECT'
  /** Groups by ISO week (from Monday) of `createdAt` in `timeZone`. Cannot be combined with another period. */
  | 'WEEK';

/** A step of a data row in the workflow of a project. */
export type WorkflowEvent = Node & {
  readonly __typename?: 'WorkflowEvent';
  /** Action, normalized from `rawAction`. */
  readonly action: WorkflowAction;
  /** Labelbox user id of the person (V1); null in V2. */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** Time of the event. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** E-mail address of the person (V2); null in V1. */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Data row of the event. */
  readonly dataRow: DataRow;
  /** Id of the form `event:ROW:PROJECT:N`. N is 0 for the oldest event. */
  readonly id: Scalars['ID']['output'];
  /** Id of the task that the data row entered; null if it left the workflow. */
  readonly nextTaskId?: Maybe<Scalars['ID']['output']>;
  /** Name of that task. */
  readonly nextTaskName?: Maybe<Scalars['String']['output']>;
  /** Id of the task that the data row left; null if it entered the workflow. */
  readonly previousTaskId?: Maybe<Scalars['ID']['output']>;
  /** Name of that task. */
  readonly previousTaskName?: Maybe<Scalars['String']['output']>;
  /** Project of the event. */
  readonly project?: Maybe<Project>;
  /** The object as exported, without the nested objects that have a type of their own in this schema. */
  readonly raw?: Maybe<Scalars['JSON']['output']>;
  /** Action as exported. */
  readonly rawAction: Scalars['String']['output'];
  /** Seconds since the previous event of the same data row and project; null for the first event. */
  readonly secondsInPreviousTask?: Maybe<Scalars['Float']['output']>;
};

/** A page of workflow events. */
export type WorkflowEventConnection = {
  readonly __typename?: 'WorkflowEventConnection';
  /** Nodes with their cursors. */
  readonly edges: ReadonlyArray<WorkflowEventEdge>;
  /** Nodes without cursors. A node is null only together with an error at its path. */
  readonly nodes: ReadonlyArray<Maybe<WorkflowEvent>>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of items on all pages. Computed only when selected. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A workflow event in a list. */
export type WorkflowEventEdge = {
  readonly __typename?: 'WorkflowEventEdge';
  /** Opaque cursor for `after` and `before`. Stays valid when data is loaded. */
  readonly cursor: Scalars['String']['output'];
  /** The item. Null only together with an error at its path. */
  readonly node?: Maybe<WorkflowEvent>;
};

/** Workflow event filter. All fields must match. */
export type WorkflowEventFilter = {
  /** Action. */
  readonly action?: InputMaybe<WorkflowActionFilter>;
  /** Labelbox user id of the person (V1). */
  readonly actorId?: InputMaybe<IdFilter>;
  /** All of these filters match. An empty list matches everything. */
  readonly and?: InputMaybe<ReadonlyArray<WorkflowEventFilter>>;
  /** Time of the event. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /** E-mail address of the person (V2). */
  readonly createdBy?: InputMaybe<StringFilter>;
  /** Matches events whose data row matches this filter. */
  readonly dataRow?: InputMaybe<DataRowFilter>;
  /** Id of the data row. */
  readonly dataRowId?: InputMaybe<IdFilter>;
  /** Name of the task that the data row entered. */
  readonly nextTaskName?: InputMaybe<StringFilter>;
  /** This filter does not match. */
  readonly not?: InputMaybe<WorkflowEventFilter>;
  /** At least one of these filters matches. An empty list matches nothing. */
  readonly or?: InputMaybe<ReadonlyArray<WorkflowEventFilter>>;
  /** Name of the task that the data row left. */
  readonly previousTaskName?: InputMaybe<StringFilter>;
  /** Id of the project. */
  readonly projectId?: InputMaybe<IdFilter>;
  /** Seconds since the previous event. */
  readonly secondsInPreviousTask?: InputMaybe<FloatFilter>;
};

/** Sort order of workflow events. */
export type WorkflowEventOrder = {
  /** Sort direction. */
  readonly direction: OrderDirection;
  /** Sort field. */
  readonly field: WorkflowEventOrderField;
};

/** Sort fields of workflow events. */
export type WorkflowEventOrderField =
  /** Sorts by time of the event. */
  | 'CREATED_AT'
  /** Sorts by seconds since the previous event. */
  | 'SECONDS_IN_PREVIOUS_TASK';

/** Stats of the workflow events in one combination of dimensions. */
export type WorkflowStats = {
  readonly __typename?: 'WorkflowStats';
  /** Action (dimension ACTION). */
  readonly action?: Maybe<WorkflowAction>;
  /** Labelbox user id of the person, V1 (dimension CREATED_BY). */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** E-mail address of the person, V2 (dimension CREATED_BY). */
  readonly createdBy?: Maybe<Scalars['String']['output']>;
  /** Number of data rows with such events. */
  readonly dataRowCount: Scalars['Int']['output'];
  /** Number of events. */
  readonly eventCount: Scalars['Int']['output'];
  /** Task that the data row entered (dimension NEXT_TASK). */
  readonly nextTaskName?: Maybe<Scalars['String']['output']>;
  /** Start of the day, week or month of `createdAt` (dimensions DAY, WEEK, MONTH). */
  readonly period?: Maybe<Scalars['DateTime']['output']>;
  /** Task that the data row left (dimension PREVIOUS_TASK). */
  readonly previousTaskName?: Maybe<Scalars['String']['output']>;
  /** Project (dimension PROJECT). */
  readonly project?: Maybe<Project>;
  /** Seconds since the previous event of the same data row and project. */
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
  AgreementDimension: ResolverTypeWrapper<Parent<AgreementDimension>>;
  AgreementStats: ResolverTypeWrapper<AgreementStatsModel>;
  Annotation: ResolverTypeWrapper<AnnotationNode>;
  AnnotationConnection: ResolverTypeWrapper<Parent<Omit<AnnotationConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['AnnotationEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Annotation']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  AnnotationDimension: ResolverTypeWrapper<Parent<AnnotationDimension>>;
  AnnotationEdge: ResolverTypeWrapper<Parent<Omit<AnnotationEdge, 'node'> & { node?: Maybe<ResolversTypes['Annotation']> }>>;
  AnnotationFilter: ResolverTypeWrapper<Parent<AnnotationFilter>>;
  AnnotationOrder: ResolverTypeWrapper<Parent<AnnotationOrder>>;
  AnnotationOrderField: ResolverTypeWrapper<Parent<AnnotationOrderField>>;
  AnnotationStats: ResolverTypeWrapper<AnnotationStatsModel>;
  AnswerAgreement: ResolverTypeWrapper<Parent<AnswerAgreement>>;
  Attachment: ResolverTypeWrapper<Parent<Attachment>>;
  Boolean: ResolverTypeWrapper<Parent<Scalars['Boolean']['output']>>;
  BooleanFilter: ResolverTypeWrapper<Parent<BooleanFilter>>;
  BoundingBox: ResolverTypeWrapper<Parent<BoundingBox>>;
  BoundingBoxAnnotation: ResolverTypeWrapper<Parent<Omit<BoundingBoxAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  ClassAgreement: ResolverTypeWrapper<ClassNode>;
  Classification: ResolverTypeWrapper<ClassificationModel>;
  ClassificationAnswer: ResolverTypeWrapper<ClassificationAnswerModel>;
  ClassificationAnswerKind: ResolverTypeWrapper<Parent<ClassificationAnswerKind>>;
  ClassificationDimension: ResolverTypeWrapper<Parent<ClassificationDimension>>;
  ClassificationFilter: ResolverTypeWrapper<Parent<ClassificationFilter>>;
  ClassificationStats: ResolverTypeWrapper<ClassificationStatsModel>;
  DataRow: ResolverTypeWrapper<DataRowModel>;
  DataRowConnection: ResolverTypeWrapper<Parent<Omit<DataRowConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['DataRowEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['DataRow']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  DataRowDimension: ResolverTypeWrapper<Parent<DataRowDimension>>;
  DataRowEdge: ResolverTypeWrapper<Parent<Omit<DataRowEdge, 'node'> & { node?: Maybe<ResolversTypes['DataRow']> }>>;
  DataRowFilter: ResolverTypeWrapper<Parent<DataRowFilter>>;
  DataRowOrder: ResolverTypeWrapper<Parent<DataRowOrder>>;
  DataRowOrderField: ResolverTypeWrapper<Parent<DataRowOrderField>>;
  DataRowProject: ResolverTypeWrapper<DataRowProjectModel>;
  DataRowProjectConnection: ResolverTypeWrapper<Parent<Omit<DataRowProjectConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['DataRowProjectEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['DataRowProject']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  DataRowProjectDimension: ResolverTypeWrapper<Parent<DataRowProjectDimension>>;
  DataRowProjectEdge: ResolverTypeWrapper<Parent<Omit<DataRowProjectEdge, 'node'> & { node?: Maybe<ResolversTypes['DataRowProject']> }>>;
  DataRowProjectFilter: ResolverTypeWrapper<Parent<DataRowProjectFilter>>;
  DataRowProjectOrder: ResolverTypeWrapper<Parent<DataRowProjectOrder>>;
  DataRowProjectOrderField: ResolverTypeWrapper<Parent<DataRowProjectOrderField>>;
  DataRowProjectStats: ResolverTypeWrapper<DataRowProjectStatsModel>;
  DataRowStats: ResolverTypeWrapper<DataRowStatsModel>;
  DataState: ResolverTypeWrapper<Parent<DataState>>;
  Dataset: ResolverTypeWrapper<Parent<Dataset>>;
  DateTime: ResolverTypeWrapper<Parent<Scalars['DateTime']['output']>>;
  DateTimeFilter: ResolverTypeWrapper<Parent<DateTimeFilter>>;
  Embedding: ResolverTypeWrapper<Parent<Embedding>>;
  Export: ResolverTypeWrapper<ExportModel>;
  ExportConnection: ResolverTypeWrapper<Parent<Omit<ExportConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['ExportEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Export']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  ExportEdge: ResolverTypeWrapper<Parent<Omit<ExportEdge, 'node'> & { node?: Maybe<ResolversTypes['Export']> }>>;
  ExportFilters: ResolverTypeWrapper<Parent<ExportFilters>>;
  ExportFormat: ResolverTypeWrapper<Parent<ExportFormat>>;
  ExportParams: ResolverTypeWrapper<Parent<ExportParams>>;
  ExportScope: ResolverTypeWrapper<Parent<ExportScope>>;
  ExportTask: ResolverTypeWrapper<ExportTaskModel>;
  ExportTaskConnection: ResolverTypeWrapper<Parent<Omit<ExportTaskConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['ExportTaskEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['ExportTask']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  ExportTaskEdge: ResolverTypeWrapper<Parent<Omit<ExportTaskEdge, 'node'> & { node?: Maybe<ResolversTypes['ExportTask']> }>>;
  ExportTaskError: ResolverTypeWrapper<Parent<ExportTaskError>>;
  ExportTaskStatus: ResolverTypeWrapper<Parent<ExportTaskStatus>>;
  ExportTimeRange: ResolverTypeWrapper<Parent<ExportTimeRange>>;
  Feature: ResolverTypeWrapper<FeatureNode>;
  FeatureConnection: ResolverTypeWrapper<Parent<Omit<FeatureConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['FeatureEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Feature']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  FeatureEdge: ResolverTypeWrapper<Parent<Omit<FeatureEdge, 'node'> & { node?: Maybe<ResolversTypes['Feature']> }>>;
  FeatureFilter: ResolverTypeWrapper<Parent<FeatureFilter>>;
  FeatureOrder: ResolverTypeWrapper<Parent<FeatureOrder>>;
  FeatureOrderField: ResolverTypeWrapper<Parent<FeatureOrderField>>;
  Float: ResolverTypeWrapper<Parent<Scalars['Float']['output']>>;
  FloatFilter: ResolverTypeWrapper<Parent<FloatFilter>>;
  Frame: ResolverTypeWrapper<FrameNode>;
  FrameConnection: ResolverTypeWrapper<Parent<Omit<FrameConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['FrameEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Frame']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  FrameEdge: ResolverTypeWrapper<Parent<Omit<FrameEdge, 'node'> & { node?: Maybe<ResolversTypes['Frame']> }>>;
  FrameRange: ResolverTypeWrapper<Parent<FrameRange>>;
  Group: ResolverTypeWrapper<GroupNode>;
  GroupKey: ResolverTypeWrapper<Parent<GroupKey>>;
  GroupKeyFilter: ResolverTypeWrapper<Parent<GroupKeyFilter>>;
  Hidden: ResolverTypeWrapper<Parent<Hidden>>;
  ID: ResolverTypeWrapper<Parent<Scalars['ID']['output']>>;
  IDFilter: ResolverTypeWrapper<Parent<IdFilter>>;
  Int: ResolverTypeWrapper<Parent<Scalars['Int']['output']>>;
  IntFilter: ResolverTypeWrapper<Parent<IntFilter>>;
  JSON: ResolverTypeWrapper<Parent<Scalars['JSON']['output']>>;
  Label: ResolverTypeWrapper<LabelModel>;
  LabelComparison: ResolverTypeWrapper<ComparisonNode>;
  LabelConnection: ResolverTypeWrapper<Parent<Omit<LabelConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['LabelEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Label']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  LabelDimension: ResolverTypeWrapper<Parent<LabelDimension>>;
  LabelEdge: ResolverTypeWrapper<Parent<Omit<LabelEdge, 'node'> & { node?: Maybe<ResolversTypes['Label']> }>>;
  LabelFilter: ResolverTypeWrapper<Parent<LabelFilter>>;
  LabelOrder: ResolverTypeWrapper<Parent<LabelOrder>>;
  LabelOrderField: ResolverTypeWrapper<Parent<LabelOrderField>>;
  LabelStats: ResolverTypeWrapper<LabelStatsModel>;
  LoadedExportFilter: ResolverTypeWrapper<Parent<LoadedExportFilter>>;
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
  ProjectConnection: ResolverTypeWrapper<Parent<Omit<ProjectConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['ProjectEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Project']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  ProjectEdge: ResolverTypeWrapper<Parent<Omit<ProjectEdge, 'node'> & { node?: Maybe<ResolversTypes['Project']> }>>;
  ProjectFilter: ResolverTypeWrapper<Parent<ProjectFilter>>;
  ProjectTag: ResolverTypeWrapper<Parent<ProjectTag>>;
  PullTask: ResolverTypeWrapper<PullTaskModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectedRecord: ResolverTypeWrapper<Reject>;
  RejectedRecordConnection: ResolverTypeWrapper<Parent<Omit<RejectedRecordConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['RejectedRecordEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['RejectedRecord']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  RejectedRecordEdge: ResolverTypeWrapper<Parent<Omit<RejectedRecordEdge, 'node'> & { node?: Maybe<ResolversTypes['RejectedRecord']> }>>;
  Relationship: ResolverTypeWrapper<RelationshipModel>;
  Removal: ResolverTypeWrapper<RemovalModel>;
  RemovalConnection: ResolverTypeWrapper<Parent<Omit<RemovalConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['RemovalEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Removal']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  RemovalEdge: ResolverTypeWrapper<Parent<Omit<RemovalEdge, 'node'> & { node?: Maybe<ResolversTypes['Removal']> }>>;
  RemovalKind: ResolverTypeWrapper<Parent<RemovalKind>>;
  Review: ResolverTypeWrapper<ReviewModel>;
  ReviewFilter: ResolverTypeWrapper<Parent<ReviewFilter>>;
  Role: ResolverTypeWrapper<Parent<Role>>;
  RunLengthEncoding: ResolverTypeWrapper<Parent<RunLengthEncoding>>;
  SafeInt: ResolverTypeWrapper<Parent<Scalars['SafeInt']['output']>>;
  Segment: ResolverTypeWrapper<Parent<Segment>>;
  StartExportInput: ResolverTypeWrapper<Parent<StartExportInput>>;
  StartExportPayload: ResolverTypeWrapper<Parent<Omit<StartExportPayload, 'task'> & { task: ResolversTypes['ExportTask'] }>>;
  StartPullInput: ResolverTypeWrapper<Parent<StartPullInput>>;
  StartPullPayload: ResolverTypeWrapper<Parent<Omit<StartPullPayload, 'task'> & { task: ResolversTypes['PullTask'] }>>;
  String: ResolverTypeWrapper<Parent<Scalars['String']['output']>>;
  StringFilter: ResolverTypeWrapper<Parent<StringFilter>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeZone: ResolverTypeWrapper<Parent<Scalars['TimeZone']['output']>>;
  UnknownAnnotation: ResolverTypeWrapper<Parent<Omit<UnknownAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversTypes['Classification']>, frame?: Maybe<ResolversTypes['Frame']>, group?: Maybe<ResolversTypes['Group']>, label: ResolversTypes['Label'] }>>;
  Viewer: ResolverTypeWrapper<Parent<Viewer>>;
  WorkflowAction: ResolverTypeWrapper<Parent<WorkflowAction>>;
  WorkflowActionFilter: ResolverTypeWrapper<Parent<WorkflowActionFilter>>;
  WorkflowDimension: ResolverTypeWrapper<Parent<WorkflowDimension>>;
  WorkflowEvent: ResolverTypeWrapper<WorkflowEventModel>;
  WorkflowEventConnection: ResolverTypeWrapper<Parent<Omit<WorkflowEventConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversTypes['WorkflowEventEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['WorkflowEvent']>>, pageInfo: ResolversTypes['PageInfo'] }>>;
  WorkflowEventEdge: ResolverTypeWrapper<Parent<Omit<WorkflowEventEdge, 'node'> & { node?: Maybe<ResolversTypes['WorkflowEvent']> }>>;
  WorkflowEventFilter: ResolverTypeWrapper<Parent<WorkflowEventFilter>>;
  WorkflowEventOrder: ResolverTypeWrapper<Parent<WorkflowEventOrder>>;
  WorkflowEventOrderField: ResolverTypeWrapper<Parent<WorkflowEventOrderField>>;
  WorkflowStats: ResolverTypeWrapper<WorkflowStatsModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AgreementStats: AgreementStatsModel;
  Annotation: AnnotationNode;
  AnnotationConnection: Parent<Omit<AnnotationConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['AnnotationEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Annotation']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  AnnotationEdge: Parent<Omit<AnnotationEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Annotation']> }>;
  AnnotationFilter: Parent<AnnotationFilter>;
  AnnotationOrder: Parent<AnnotationOrder>;
  AnnotationStats: AnnotationStatsModel;
  AnswerAgreement: Parent<AnswerAgreement>;
  Attachment: Parent<Attachment>;
  Boolean: Parent<Scalars['Boolean']['output']>;
  BooleanFilter: Parent<BooleanFilter>;
  BoundingBox: Parent<BoundingBox>;
  BoundingBoxAnnotation: Parent<Omit<BoundingBoxAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  ClassAgreement: ClassNode;
  Classification: ClassificationModel;
  ClassificationAnswer: ClassificationAnswerModel;
  ClassificationFilter: Parent<ClassificationFilter>;
  ClassificationStats: ClassificationStatsModel;
  DataRow: DataRowModel;
  DataRowConnection: Parent<Omit<DataRowConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['DataRowEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['DataRow']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  DataRowEdge: Parent<Omit<DataRowEdge, 'node'> & { node?: Maybe<ResolversParentTypes['DataRow']> }>;
  DataRowFilter: Parent<DataRowFilter>;
  DataRowOrder: Parent<DataRowOrder>;
  DataRowProject: DataRowProjectModel;
  DataRowProjectConnection: Parent<Omit<DataRowProjectConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['DataRowProjectEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['DataRowProject']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  DataRowProjectEdge: Parent<Omit<DataRowProjectEdge, 'node'> & { node?: Maybe<ResolversParentTypes['DataRowProject']> }>;
  DataRowProjectFilter: Parent<DataRowProjectFilter>;
  DataRowProjectOrder: Parent<DataRowProjectOrder>;
  DataRowProjectStats: DataRowProjectStatsModel;
  DataRowStats: DataRowStatsModel;
  DataState: Parent<DataState>;
  Dataset: Parent<Dataset>;
  DateTime: Parent<Scalars['DateTime']['output']>;
  DateTimeFilter: Parent<DateTimeFilter>;
  Embedding: Parent<Embedding>;
  Export: ExportModel;
  ExportConnection: Parent<Omit<ExportConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['ExportEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Export']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  ExportEdge: Parent<Omit<ExportEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Export']> }>;
  ExportFilters: Parent<ExportFilters>;
  ExportParams: Parent<ExportParams>;
  ExportScope: Parent<ExportScope>;
  ExportTask: ExportTaskModel;
  ExportTaskConnection: Parent<Omit<ExportTaskConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['ExportTaskEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['ExportTask']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  ExportTaskEdge: Parent<Omit<ExportTaskEdge, 'node'> & { node?: Maybe<ResolversParentTypes['ExportTask']> }>;
  ExportTaskError: Parent<ExportTaskError>;
  ExportTimeRange: Parent<ExportTimeRange>;
  Feature: FeatureNode;
  FeatureConnection: Parent<Omit<FeatureConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['FeatureEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Feature']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  FeatureEdge: Parent<Omit<FeatureEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Feature']> }>;
  FeatureFilter: Parent<FeatureFilter>;
  FeatureOrder: Parent<FeatureOrder>;
  Float: Parent<Scalars['Float']['output']>;
  FloatFilter: Parent<FloatFilter>;
  Frame: FrameNode;
  FrameConnection: Parent<Omit<FrameConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['FrameEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Frame']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
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
  LabelComparison: ComparisonNode;
  LabelConnection: Parent<Omit<LabelConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['LabelEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Label']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  LabelEdge: Parent<Omit<LabelEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Label']> }>;
  LabelFilter: Parent<LabelFilter>;
  LabelOrder: Parent<LabelOrder>;
  LabelStats: LabelStatsModel;
  LoadedExportFilter: Parent<LoadedExportFilter>;
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
  ProjectConnection: Parent<Omit<ProjectConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['ProjectEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Project']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  ProjectEdge: Parent<Omit<ProjectEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Project']> }>;
  ProjectFilter: Parent<ProjectFilter>;
  ProjectTag: Parent<ProjectTag>;
  PullTask: PullTaskModel;
  Query: Record<PropertyKey, never>;
  RejectedRecord: Reject;
  RejectedRecordConnection: Parent<Omit<RejectedRecordConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['RejectedRecordEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['RejectedRecord']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  RejectedRecordEdge: Parent<Omit<RejectedRecordEdge, 'node'> & { node?: Maybe<ResolversParentTypes['RejectedRecord']> }>;
  Relationship: RelationshipModel;
  Removal: RemovalModel;
  RemovalConnection: Parent<Omit<RemovalConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['RemovalEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Removal']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  RemovalEdge: Parent<Omit<RemovalEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Removal']> }>;
  Review: ReviewModel;
  ReviewFilter: Parent<ReviewFilter>;
  RunLengthEncoding: Parent<RunLengthEncoding>;
  SafeInt: Parent<Scalars['SafeInt']['output']>;
  Segment: Parent<Segment>;
  StartExportInput: Parent<StartExportInput>;
  StartExportPayload: Parent<Omit<StartExportPayload, 'task'> & { task: ResolversParentTypes['ExportTask'] }>;
  StartPullInput: Parent<StartPullInput>;
  StartPullPayload: Parent<Omit<StartPullPayload, 'task'> & { task: ResolversParentTypes['PullTask'] }>;
  String: Parent<Scalars['String']['output']>;
  StringFilter: Parent<StringFilter>;
  Subscription: Record<PropertyKey, never>;
  TimeZone: Parent<Scalars['TimeZone']['output']>;
  UnknownAnnotation: Parent<Omit<UnknownAnnotation, 'classifications' | 'frame' | 'group' | 'label'> & { classifications: ReadonlyArray<ResolversParentTypes['Classification']>, frame?: Maybe<ResolversParentTypes['Frame']>, group?: Maybe<ResolversParentTypes['Group']>, label: ResolversParentTypes['Label'] }>;
  Viewer: Parent<Viewer>;
  WorkflowActionFilter: Parent<WorkflowActionFilter>;
  WorkflowEvent: WorkflowEventModel;
  WorkflowEventConnection: Parent<Omit<WorkflowEventConnection, 'edges' | 'nodes' | 'pageInfo'> & { edges: ReadonlyArray<ResolversParentTypes['WorkflowEventEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['WorkflowEvent']>>, pageInfo: ResolversParentTypes['PageInfo'] }>;
  WorkflowEventEdge: Parent<Omit<WorkflowEventEdge, 'node'> & { node?: Maybe<ResolversParentTypes['WorkflowEvent']> }>;
  WorkflowEventFilter: Parent<WorkflowEventFilter>;
  WorkflowEventOrder: Parent<WorkflowEventOrder>;
  WorkflowStats: WorkflowStatsModel;
};

export type AgreementStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AgreementStats'] = ResolversParentTypes['AgreementStats']> = {
  annotationKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dice?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['GroupKey']>, ParentType, ContextType>;
  iou?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  meanDistance?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pairCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  unmeasuredPairCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  unmeasuredMaskCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AnswerAgreementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AnswerAgreement'] = ResolversParentTypes['AnswerAgreement']> = {
  agrees?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  answers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  frameNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['GroupKey']>, ParentType, ContextType>;
  otherAnswers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  question?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type ClassAgreementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClassAgreement'] = ResolversParentTypes['ClassAgreement']> = {
  annotationKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dice?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  frameCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['GroupKey']>, ParentType, ContextType>;
  groupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hausdorffDistance?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  incomparableFrameCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  intersection?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  iou?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  matchedFeatureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meanDistance?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  otherArea?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  otherUnmatchedFeatureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sharedFrameCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unmatchedFeatureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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

export type ClassificationStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ClassificationStats'] = ResolversParentTypes['ClassificationStats']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['GroupKey']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  question?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  agreement?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LabelComparison']>>, ParentType, ContextType>;
  batchId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  batchName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consensusExpectedLabelCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  dataRow?: Resolver<ResolversTypes['DataRow'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inTaskSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['Label']>, ParentType, ContextType>;
  missingLabelCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ontologyId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  project?: Resolver<ResolversTypes['Project'], ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  selectedLabel?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType>;
  selectedLabelId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  taskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workflowEvents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WorkflowEvent']>>, ParentType, ContextType, Partial<DataRowProjectWorkflowEventsArgs>>;
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
  missingLabelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldestInTaskSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  secondsInTask?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  taskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unlabelledCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workflowStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DataRowStatsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataRowStats'] = ResolversParentTypes['DataRowStats']> = {
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  labelledCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  metadataValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mimeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DataStateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataState'] = ResolversParentTypes['DataState']> = {
  demo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  loadedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  olderLabelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  annotations?: Resolver<Maybe<ResolversTypes['AnnotationConnection']>, ParentType, ContextType, Partial<FeatureAnnotationsArgs>>;
  area?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  boundingBox?: Resolver<Maybe<ResolversTypes['BoundingBox']>, ParentType, ContextType>;
  color?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  firstFrame?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  frameCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keyFrames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  lastFrame?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  length?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schemaId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  segments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Segment']>>, ParentType, ContextType>;
  unmeasuredMaskCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeatureConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FeatureConnection'] = ResolversParentTypes['FeatureConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FeatureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Feature']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FeatureEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FeatureEdge'] = ResolversParentTypes['FeatureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Feature']>, ParentType, ContextType>;
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
  featuresAt?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Feature']>>, ParentType, ContextType, RequireFields<GroupFeaturesAtArgs, 'frame'>>;
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
  compare?: Resolver<Maybe<ResolversTypes['LabelComparison']>, ParentType, ContextType, RequireFields<LabelCompareArgs, 'with'>>;
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
  reviews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Review']>>, ParentType, ContextType, Partial<LabelReviewsArgs>>;
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

export type LabelComparisonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LabelComparison'] = ResolversParentTypes['LabelComparison']> = {
  answers?: Resolver<ReadonlyArray<ResolversTypes['AnswerAgreement']>, ParentType, ContextType>;
  classes?: Resolver<ReadonlyArray<ResolversTypes['ClassAgreement']>, ParentType, ContextType>;
  dice?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  iou?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
  other?: Resolver<ResolversTypes['Label'], ParentType, ContextType>;
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
  batchId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  batchName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  benchmarkScore?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  consensusScore?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  createdBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataRowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  labelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  labelKind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType>;
  remoteGroupCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reworkedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  secondsToCreate?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  secondsToReview?: Resolver<ResolversTypes['NumberSummary'], ParentType, ContextType>;
  skippedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  taskName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  startPull?: Resolver<ResolversTypes['StartPullPayload'], ParentType, ContextType, RequireFields<MutationStartPullArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'BoundingBoxAnnotation' | 'DataRow' | 'DataRowProject' | 'Export' | 'ExportTask' | 'Feature' | 'Frame' | 'Group' | 'Label' | 'MaskAnnotation' | 'PointAnnotation' | 'PolygonAnnotation' | 'PolylineAnnotation' | 'Project' | 'PullTask' | 'UnknownAnnotation' | 'WorkflowEvent', ParentType, ContextType>;
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
  enclosedArea?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  featureId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frame?: Resolver<Maybe<ResolversTypes['Frame']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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

export type PullTaskResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PullTask'] = ResolversParentTypes['PullTask']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ExportTaskError']>, ParentType, ContextType>;
  failedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fetchedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExportTaskStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  agreementStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AgreementStats']>>, ParentType, ContextType, RequireFields<QueryAgreementStatsArgs, 'groupBy'>>;
  annotationStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AnnotationStats']>>, ParentType, ContextType, RequireFields<QueryAnnotationStatsArgs, 'groupBy' | 'timeZone'>>;
  annotations?: Resolver<Maybe<ResolversTypes['AnnotationConnection']>, ParentType, ContextType, Partial<QueryAnnotationsArgs>>;
  classificationStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ClassificationStats']>>, ParentType, ContextType, RequireFields<QueryClassificationStatsArgs, 'groupBy'>>;
  data?: Resolver<Maybe<ResolversTypes['DataState']>, ParentType, ContextType>;
  dataRow?: Resolver<Maybe<ResolversTypes['DataRow']>, ParentType, ContextType, RequireFields<QueryDataRowArgs, 'id'>>;
  dataRowByGlobalKey?: Resolver<Maybe<ResolversTypes['DataRow']>, ParentType, ContextType, RequireFields<QueryDataRowByGlobalKeyArgs, 'globalKey'>>;
  dataRowProjectStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRowProjectStats']>>, ParentType, ContextType, RequireFields<QueryDataRowProjectStatsArgs, 'groupBy'>>;
  dataRowProjects?: Resolver<Maybe<ResolversTypes['DataRowProjectConnection']>, ParentType, ContextType, Partial<QueryDataRowProjectsArgs>>;
  dataRowStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DataRowStats']>>, ParentType, ContextType, RequireFields<QueryDataRowStatsArgs, 'groupBy' | 'timeZone'>>;
  dataRows?: Resolver<Maybe<ResolversTypes['DataRowConnection']>, ParentType, ContextType, Partial<QueryDataRowsArgs>>;
  exportTask?: Resolver<Maybe<ResolversTypes['ExportTask']>, ParentType, ContextType, RequireFields<QueryExportTaskArgs, 'id'>>;
  exportTasks?: Resolver<Maybe<ResolversTypes['ExportTaskConnection']>, ParentType, ContextType, Partial<QueryExportTasksArgs>>;
  exports?: Resolver<Maybe<ResolversTypes['ExportConnection']>, ParentType, ContextType, Partial<QueryExportsArgs>>;
  features?: Resolver<Maybe<ResolversTypes['FeatureConnection']>, ParentType, ContextType, Partial<QueryFeaturesArgs>>;
  label?: Resolver<Maybe<ResolversTypes['Label']>, ParentType, ContextType, RequireFields<QueryLabelArgs, 'id'>>;
  labelStats?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LabelStats']>>, ParentType, ContextType, RequireFields<QueryLabelStatsArgs, 'groupBy' | 'timeZone'>>;
  labels?: Resolver<Maybe<ResolversTypes['LabelConnection']>, ParentType, ContextType, Partial<QueryLabelsArgs>>;
  metadataNames?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  project?: Resolver<Maybe<ResolversTypes['Project']>, ParentType, ContextType, RequireFields<QueryProjectArgs, 'id'>>;
  projects?: Resolver<Maybe<ResolversTypes['ProjectConnection']>, ParentType, ContextType, Partial<QueryProjectsArgs>>;
  pullTask?: Resolver<Maybe<ResolversTypes['PullTask']>, ParentType, ContextType, RequireFields<QueryPullTaskArgs, 'id'>>;
  removals?: Resolver<Maybe<ResolversTypes['RemovalConnection']>, ParentType, ContextType, Partial<QueryRemovalsArgs>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
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

export type RemovalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Removal'] = ResolversParentTypes['Removal']> = {
  export?: Resolver<Maybe<ResolversTypes['Export']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RemovalKind'], ParentType, ContextType>;
  projectIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  removedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RemovalConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemovalConnection'] = ResolversParentTypes['RemovalConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RemovalEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Removal']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RemovalEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RemovalEdge'] = ResolversParentTypes['RemovalEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Removal']>, ParentType, ContextType>;
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

export type StartPullPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StartPullPayload'] = ResolversParentTypes['StartPullPayload']> = {
  task?: Resolver<ResolversTypes['PullTask'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  data?: SubscriptionResolver<ResolversTypes['DataState'], "data", ParentType, ContextType>;
  exportTask?: SubscriptionResolver<ResolversTypes['ExportTask'], "exportTask", ParentType, ContextType, RequireFields<SubscriptionExportTaskArgs, 'id'>>;
  pullTask?: SubscriptionResolver<ResolversTypes['PullTask'], "pullTask", ParentType, ContextType, RequireFields<SubscriptionPullTaskArgs, 'id'>>;
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

export type ViewerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hides?: Resolver<ReadonlyArray<ResolversTypes['Hidden']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projectIds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
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
  AgreementStats?: AgreementStatsResolvers<ContextType>;
  Annotation?: AnnotationResolvers<ContextType>;
  AnnotationConnection?: AnnotationConnectionResolvers<ContextType>;
  AnnotationEdge?: AnnotationEdgeResolvers<ContextType>;
  AnnotationStats?: AnnotationStatsResolvers<ContextType>;
  AnswerAgreement?: AnswerAgreementResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  BoundingBox?: BoundingBoxResolvers<ContextType>;
  BoundingBoxAnnotation?: BoundingBoxAnnotationResolvers<ContextType>;
  ClassAgreement?: ClassAgreementResolvers<ContextType>;
  Classification?: ClassificationResolvers<ContextType>;
  ClassificationAnswer?: ClassificationAnswerResolvers<ContextType>;
  ClassificationStats?: ClassificationStatsResolvers<ContextType>;
  DataRow?: DataRowResolvers<ContextType>;
  DataRowConnection?: DataRowConnectionResolvers<ContextType>;
  DataRowEdge?: DataRowEdgeResolvers<ContextType>;
  DataRowProject?: DataRowProjectResolvers<ContextType>;
  DataRowProjectConnection?: DataRowProjectConnectionResolvers<ContextType>;
  DataRowProjectEdge?: DataRowProjectEdgeResolvers<ContextType>;
  DataRowProjectStats?: DataRowProjectStatsResolvers<ContextType>;
  DataRowStats?: DataRowStatsResolvers<ContextType>;
  DataState?: DataStateResolvers<ContextType>;
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
  FeatureConnection?: FeatureConnectionResolvers<ContextType>;
  FeatureEdge?: FeatureEdgeResolvers<ContextType>;
  Frame?: FrameResolvers<ContextType>;
  FrameConnection?: FrameConnectionResolvers<ContextType>;
  FrameEdge?: FrameEdgeResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Label?: LabelResolvers<ContextType>;
  LabelComparison?: LabelComparisonResolvers<ContextType>;
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
  PullTask?: PullTaskResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedRecord?: RejectedRecordResolvers<ContextType>;
  RejectedRecordConnection?: RejectedRecordConnectionResolvers<ContextType>;
  RejectedRecordEdge?: RejectedRecordEdgeResolvers<ContextType>;
  Relationship?: RelationshipResolvers<ContextType>;
  Removal?: RemovalResolvers<ContextType>;
  RemovalConnection?: RemovalConnectionResolvers<ContextType>;
  RemovalEdge?: RemovalEdgeResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  RunLengthEncoding?: RunLengthEncodingResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  Segment?: SegmentResolvers<ContextType>;
  StartExportPayload?: StartExportPayloadResolvers<ContextType>;
  StartPullPayload?: StartPullPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  UnknownAnnotation?: UnknownAnnotationResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WorkflowEvent?: WorkflowEventResolvers<ContextType>;
  WorkflowEventConnection?: WorkflowEventConnectionResolvers<ContextType>;
  WorkflowEventEdge?: WorkflowEventEdgeResolvers<ContextType>;
  WorkflowStats?: WorkflowStatsResolvers<ContextType>;
};

