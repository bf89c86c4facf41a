export type { AuditNote } from './append-lines.ts'
export { type AuditEntry, type AuditLog, openAuditLog } from './audit-log.ts'
export { type AuditResult, logsWithout, verifyAudit } from './verify-audit.ts'
