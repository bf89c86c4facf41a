/** Types of the scalars in JSON answers, for the codegen of clients. */
export const scalars = { DateTime: 'string', JSON: 'unknown', SafeInt: 'number', TimeZone: 'string' } as const
