import { hash } from 'node:crypto'
import { type DocumentNode, getOperationAST, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import type { AuditEntry, AuditLog } from '../audit/index.ts'
import { SlicegraphError } from '../errors.ts'
import { type Execute, rowCount } from '../execution/index.ts'
import type { GraphContext, Principal } from '../loaders/index.ts'

/** Names in a line. Longer lists and names are cut: a line has a limited length. */
const MOST_NAMES = 50
const LONGEST_NAME = 200

/** An operation as the log has it, whoever asks for it. */
export type Audited = Pick<AuditEntry, 'operation' | 'document' | 'fields' | 'rows' | 'errors'>

/** Writes the operations of a gateway to its audit log. Without a log, it costs nothing. */
export interface Audit {
  /** The execution, with a line for each operation. */
  around(execute: Execute): Execute
  /** Of an operation that was executed, for answers that are kept. */
  entryOf(context: GraphContext | undefined): Audited | undefined
  /** False while the log cannot be written: then nothing may be answered. */
  hasRoom(): boolean
  /** @throws SlicegraphError OVERLOADED without room */
  requireRoom(): void
  record(principal: Principal, audited: Audited | undefined): void
}

export function createAudit(log: AuditLog | null): Audit {
  if (!log) return NO_AUDIT
  // By outcome, since Apollo copies the context.
  const entries = new WeakMap<GraphContext['outcome'], Audited>()

  function record({ id, name, scope }: Principal, audited: Audited | undefined): void {
    if (!audited) return
    const projects = scope.projects === 'all' ? 'all' : scope.projects.slice(0, MOST_NAMES).map(cut)
    log?.record({
      time: new Date().toISOString(),
      principal: cut(id),
      name: name && cut(name),
      ...audited,
      scope: projects,
    })
  }

  function requireRoom(): void {
    if (!log?.hasRoom())
      throw new SlicegraphError('OVERLOADED', 'The audit log cannot be written, so nothing is answered until it can.')
  }

  return {
    around: execute => async (operation, context) => {
      requireRoom()
      const about = describe(operation.document, operation.operationName)
      let audited: Audited = { ...about, rows: null, errors: 1 }
      try {
        const result = await execute(operation, context)
        audited = { ...about, rows: rowCount(result.data), errors: result.errors?.length ?? 0 }
        return result
      } finally {
        entries.set(context.outcome, audited)
        record(context.principal, audited)
      }
    },
    entryOf: context => context && entries.get(context.outcome),
    hasRoom: log.hasRoom,
    requireRoom,
    record,
  }
}

const NO_AUDIT: Audit = {
  around: execute => execute,
  entryOf: () => undefined,
  hasRoom: () => true,
  requireRoom: () => {},
  record: () => {},
}

/** Names of an operation and its root fields, and the hash of its document. */
export function describe(
  document: DocumentNode,
  operationName: string | null | undefined,
): Pick<Audited, 'operation' | 'document' | 'fields'> {
  const operation = getOperationAST(document, operationName)
  const name = operation?.name?.value
  return {
    operation: name === undefined ? null : cut(name),
    document: hash('sha256', document.loc?.source.body ?? '', 'hex'),
    fields: operation ? rootFields(document, operation) : [],
  }
}

function rootFields({ definitions }: DocumentNode, { selectionSet }: OperationDefinitionNode): string[] {
  const names = new Set<string>()
  const entered = new Set<string>()
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const each of selections) {
      if (each.kind === Kind.FIELD) names.add(each.name.value)
      else if (each.kind === Kind.INLINE_FRAGMENT) collect(each.selectionSet)
      else if (!entered.has(each.name.value)) {
        entered.add(each.name.value)
        for (const fragment of definitions)
          if (fragment.kind === Kind.FRAGMENT_DEFINITION && fragment.name.value === each.name.value)
            collect(fragment.selectionSet)
      }
    }
  }
  collect(selectionSet)
  return [...names].slice(0, MOST_NAMES).map(cut)
}

const cut = (text: string) => text.slice(0, LONGEST_NAME)
