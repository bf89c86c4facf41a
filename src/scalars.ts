/** For the codegen of those who query the graph: what its scalars are once parsed from JSON. */
export const scalars = { DateTime: 'string', JSON: 'unknown' } as const
