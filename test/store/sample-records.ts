import type { ContentRecord, EventRecord, ExportRecord, LabelRecord } from '../../src/model/index.ts'

/* Records as labelbox makes them, small enough to see through. */

export function event(dataRowId: string, projectId: string, number: number, createdAt: number): EventRecord {
  return {
    dataRowId,
    projectId,
    number,
    action: number % 2 === 0 ? 'MOVE' : 'REWORK',
    rawAction: 'Move',
    createdAt,
    createdBy: 'ann@example.com',
    actorId: null,
    previousTaskId: null,
    previousTaskName: number === 0 ? null : 'Label',
    nextTaskId: null,
    nextTaskName: 'Review',
    secondsInPreviousTask: number === 0 ? null : 60,
    raw: {},
  }
}

export function content(features: readonly string[]): ContentRecord {
  return {
    format: 'v2',
    head: '{"head":true}',
    groups: [
      { key: 'AXIAL', idName: 'Axial', name: 'axial', remote: false, framesUrl: null, frameCount: features.length },
      { key: 'OTHER', idName: 'Other', name: 'Other', remote: true, framesUrl: 'https://x.test/f', frameCount: null },
    ],
    chunks: [
      {
        groupName: 'Axial',
        firstFrame: 1,
        lastFrame: features.length,
        frameCount: features.length,
        pieces: [JSON.stringify({ features })],
      },
    ],
    annotations: features.map((featureId, i) => ({
      chunk: 0,
      groupName: 'Axial',
      frameNumber: i + 1,
      featureId,
      schemaId: null,
      name: i % 2 === 0 ? 'nodule' : 'vessel',
      annotationKind: 'DICOMPolyline',
      keyFrame: i === 0,
      area: null,
      length: 10 * (i + 1),
      isMask: false,
      bounds: { left: i, top: 0, right: i + 10, bottom: 10 },
    })),
    classifications: [
      {
        annotation: null,
        name: 'quality',
        value: 'quality',
        answer: 'good',
        text: null,
        groupName: null,
        featureId: 'good',
      },
    ],
    tracks: [],
    answers: [],
  }
}

export function label(
  id: string,
  projectId: string,
  fields: LabelRecord['fields'] = {},
  features = ['f1'],
): LabelRecord {
  return { id, projectId, time: null, stamp: [null, null], fields, raw: { id }, content: content(features) }
}

/** A data row in one project, with its labels. */
export function record(
  dataRowId: string,
  projectId: string,
  labels: readonly LabelRecord[],
  fields: ExportRecord['dataRow']['fields'] = {},
): ExportRecord {
  return {
    format: 'v2',
    time: null,
    dataRow: { id: dataRowId, fields, raw: { data_row: { id: dataRowId } } },
    projects: [
      {
        id: projectId,
        project: { name: `Project ${projectId}` },
        queue: { priority: 5, workflowStatus: 'DONE' },
        events: [event(dataRowId, projectId, 0, 1_000_000), event(dataRowId, projectId, 1, 61_000_000)],
        listsLabels: true,
        raw: {},
      },
    ],
    labels,
  }
}
