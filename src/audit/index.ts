export { type AuditEntry, type AuditLog, openAuditLog } from './audit-log.ts'
export { type AuditResult, verifyAudit } from './verify-audit.ts'
