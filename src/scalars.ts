/** For the codegen of those who query the graph: what its scalars are once parsed from JSON. */
export const scalars = { DateTime: 'string', JSON: 'unknown', SafeInt: 'number', TimeZone: 'string' } as const
