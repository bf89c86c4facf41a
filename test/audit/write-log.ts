import { writeFile } from 'node:fs/promises'
import { type AuditEntry, openAuditLog } from '../../src/audit/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const entry = (name: string, change: Partial<AuditEntry> = {}): AuditEntry => ({
  time: '2026-01-02T03:04:05.678Z',
  ...{ principal: 'open', name: null, operation: name, document: 'a'.repeat(64), fields: ['labels'] },
  ...{ scope: 'all', rows: 1, errors: 0 },
  ...change,
})

/** A store with a key and a place for an audit log. */
export async function openPlace() {
  const folder = await temporaryFolder()
  const [file, keyFile] = [folder.file('audit.log'), folder.file('audit.key')]
  await writeFile(keyFile, 'k'.repeat(64))
  const store = await openStore(`sqlite:${folder.file('store.db')}`)
  const logged: string[] = []
  const logger = { error: (_fields: object, text: string) => void logged.push(text) }
  return {
    folder,
    file,
    keyFile,
    store,
    /** Messages in the log of the gateway. */
    logged,
    open: (of: Pick<Store, 'audits'> = store) => openAuditLog({ file, keyFile, heads: of.audits, logger }),
    async [Symbol.asyncDispose]() {
      await store.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}
