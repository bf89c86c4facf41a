import assert from 'node:assert/strict'

/** Sends a query to a gateway over HTTP. Fails on any error. */
export async function ask<Data>(url: string, query: string): Promise<Data> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
  assert.equal(errors, undefined)
  return data
}
