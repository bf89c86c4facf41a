import { createHash } from 'node:crypto'
import type { ListName, Nodes, Page, StoreReader } from '../../src/store/index.ts'

const PAGE = 500

/**
 * A digest of everything a reader can read, free of the store's own numbers: two stores with equal digests answer
 * every question alike, but for when they were loaded.
 */
export async function digestOfEverything(reader: StoreReader): Promise<string> {
  const hash = createHash('sha256').update(await digestOfData(reader))
  const add = (value: unknown) => hash.update(JSON.stringify(value)).update('\n')
  const exportIds: string[] = []
  for await (const { loadedAt: _, source: __, ...loaded } of everyNode(reader, 'export')) {
    add(loaded)
    exportIds.push(loaded.id)
  }
  const rejects = await reader.pagesOf('reject', { kind: 'export', ids: exportIds }, { limit: PAGE, backward: false })
  add(rejects.map(page => page.rows.map(row => row.node)))
  return hash.digest('hex')
}

/** The same, but for the exports that it all came by. */
export async function digestOfData(reader: StoreReader): Promise<string> {
  const hash = createHash('sha256')
  const add = (value: unknown) => hash.update(JSON.stringify(value)).update('\n')
  for (const list of ['dataRow', 'dataRowProject', 'workflowEvent', 'project'] as const) {
    for await (const node of everyNode(reader, list)) add(node)
  }
  for await (const label of everyNode(reader, 'label')) {
    add(label)
    add(await contentOf(reader, label.id))
  }
  for await (const { chunk: _, ...annotation } of everyNode(reader, 'annotation')) add(annotation)
  return hash.digest('hex')
}

async function contentOf(reader: StoreReader, labelId: string): Promise<unknown> {
  const [content] = await reader.contents([labelId])
  const names = [null, ...(content?.groups ?? []).map(group => group.idName)]
  const directory = await reader.chunkDirectory(names.map(groupName => ({ labelId, groupName })))
  const chunks = await reader.chunks(directory.flat().map(entry => entry.chunk))
  const { no: _, ...own } = content ?? {}
  return [own, directory.map(entries => entries.map(({ chunk: _, ...entry }) => entry)), chunks]
}

async function* everyNode<L extends ListName>(reader: StoreReader, list: L): AsyncGenerator<Nodes[L]> {
  for (let after: string | null = null; ; ) {
    const page: Page<Nodes[L]> = await reader.page(list, { limit: PAGE, backward: false, after })
    for (const row of page.rows) yield row.node
    after = page.rows.at(-1)?.cursor() ?? null
    if (!page.more) return
  }
}
