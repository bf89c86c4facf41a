import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Connection, PageWindow, Rows } from '../../src/loaders/index.ts'
import { connectRows, partOf } from '../../src/resolvers/connection.ts'

describe('pages joined', () => {
  it('are the list, in either direction, and know whether there are rows beyond them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.integer({ min: 1, max: 5 }), fc.boolean(), async (length, size, backward) => {
        const list = listOf(length)
        const pages: number[][] = []
        let cursor: string | null = null
        for (;;) {
          const page: Connection<number> = connectRows(
            backward ? { last: size, before: cursor } : { first: size, after: cursor },
            list,
          )
          const nodes = (await page.nodes()) as number[]
          const [start, end] = [nodes[0], nodes.at(-1)]
          assert.equal(await page.pageInfo.hasPreviousPage(), start !== undefined && start > 0)
          assert.equal(await page.pageInfo.hasNextPage(), end !== undefined && end < length - 1)
          pages.push(nodes)
          cursor = await (backward ? page.pageInfo.startCursor() : page.pageInfo.endCursor())
          const { hasNextPage, hasPreviousPage } = page.pageInfo
          if (!(await (backward ? hasPreviousPage() : hasNextPage()))) break
        }
        assert.deepEqual((backward ? pages.reverse() : pages).flat(), numbers(length))
      }),
      { numRuns: 200 },
    )
  })
})

describe('a page without rows', () => {
  const list = listOf(3)

  it('after the end has rows before it', async () => {
    const { pageInfo } = connectRows({ first: 2, after: '2' }, list)
    assert.deepEqual([await pageInfo.hasPreviousPage(), await pageInfo.hasNextPage()], [true, false])
    assert.deepEqual([await pageInfo.startCursor(), await pageInfo.endCursor()], [null, null])
  })

  it('before the start has rows after it', async () => {
    const { pageInfo } = connectRows({ last: 2, before: '0' }, list)
    assert.deepEqual([await pageInfo.hasPreviousPage(), await pageInfo.hasNextPage()], [false, true])
  })

  it('of size 0 has the rows on both sides of its cursor around it', async () => {
    const { pageInfo, totalCount } = connectRows({ first: 0, after: '1' }, list)
    assert.deepEqual([await pageInfo.hasPreviousPage(), await pageInfo.hasNextPage()], [true, true])
    assert.equal(await totalCount(), 3)
  })

  it('of an empty list has nothing around it', async () => {
    const { pageInfo } = connectRows({ first: 0, after: '1' }, listOf(0))
    assert.deepEqual([await pageInfo.hasPreviousPage(), await pageInfo.hasNextPage()], [false, false])
  })
})

describe('a page between two cursors', () => {
  it('knows of the rows at and beyond both', async () => {
    const page = connectRows({ first: 10, after: '1', before: '4' }, listOf(6))
    assert.deepEqual(await page.nodes(), [2, 3])
    assert.deepEqual([await page.pageInfo.hasPreviousPage(), await page.pageInfo.hasNextPage()], [true, true])
  })
})

describe('reads of a page', () => {
  it('are none for its count, and one for all its fields in reading direction', async () => {
    const list = listOf(100)
    const page = connectRows({}, list)
    await page.totalCount()
    assert.equal(list.windows.length, 0)
    await Promise.all([page.nodes(), page.edges(), page.pageInfo.hasNextPage(), page.pageInfo.hasPreviousPage()])
    assert.deepEqual(list.windows, [{ limit: 50, backward: false, after: undefined, before: undefined }])
  })
})

describe('a count', () => {
  it('checks the cursor of its page, and reads no row for it', async () => {
    const list = listOf(5)
    assert.equal(await connectRows({ after: '2' }, list).totalCount(), 5)
    assert.deepEqual(
      list.windows.map(window => window.limit),
      [0],
    )
    const refusing: Rows<number> = { ...list, page: () => Promise.reject(new Error('no cursor of this list')) }
    await assert.rejects(async () => connectRows({ after: 'abc' }, refusing).totalCount(), /no cursor of this list/)
    await assert.rejects(async () => connectRows({ before: 'abc' }, refusing).totalCount(), /no cursor of this list/)
  })

  it('reads nothing more for a cursor that its page has checked', async () => {
    const list = listOf(5)
    const page = connectRows({ after: '2' }, list)
    await Promise.all([page.nodes(), page.totalCount()])
    assert.equal(list.windows.length, 1)
  })
})

describe('invalid arguments', () => {
  for (const args of [{ first: 1, last: 1 }, { first: -1 }, { last: -1 }, { first: 1001 }, { last: 1001 }])
    it(`${JSON.stringify(args)} are rejected`, () => {
      assert.throws(() => connectRows(args, listOf(1)), { code: 'BAD_USER_INPUT' })
    })

  it('null counts as absent', async () => {
    assert.deepEqual(await connectRows({ first: null, last: 1, after: null }, listOf(3)).nodes(), [2])
  })
})

describe('a list without pages', () => {
  const items = ['a', 'b', 'c']

  it('is whole, or its first or last items', () => {
    assert.equal(partOf({}, items), items)
    assert.equal(partOf({ first: null, last: null }, items), items)
    assert.deepEqual(
      [0, 2, 5].map(first => partOf({ first }, items)),
      [[], ['a', 'b'], items],
    )
    assert.deepEqual(
      [0, 2, 5].map(last => partOf({ last }, items)),
      [[], ['b', 'c'], items],
    )
  })

  it('stays null, and an error where its arguments are wrong', () => {
    assert.equal(partOf({ first: 1 }, null), null)
    assert.equal(partOf({ last: 0 }, null), null)
    for (const args of [{ first: 1, last: 1 }, { first: -1 }, { last: 1001 }])
      assert.throws(() => partOf(args, null), { code: 'BAD_USER_INPUT' })
  })
})

it('the node of an edge that is not selected is not loaded and cannot fail', async () => {
  const edges = await connectRows({ first: 1 }, listOf(1)).edges()
  assert.deepEqual(
    edges.map(edge => [edge.cursor(), edge.node()]),
    [['0', 0]],
  )
})

/** The numbers below `length`, each its own cursor. */
function listOf(length: number): Rows<number> & { readonly windows: PageWindow[] } {
  const windows: PageWindow[] = []
  return {
    windows,
    count: async () => length,
    async page(window) {
      windows.push(window)
      const { limit, backward, after, before } = window
      const between = numbers(length).filter(
        number => (after == null || number > Number(after)) && (before == null || number < Number(before)),
      )
      const kept = backward ? between.slice(Math.max(0, between.length - limit)) : between.slice(0, limit)
      return { rows: kept.map(node => ({ node, cursor: () => String(node) })), more: between.length > limit }
    },
  }
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, number) => number)
}
