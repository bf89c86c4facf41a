/** The known word with the smallest edit distance; of several, the first. Undefined if no word is near enough for a typo. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const scored = known.map(candidate => ({
    candidate,
    edits: editDistance(word.toLowerCase(), candidate.toLowerCase()),
  }))
  return scored.filter(({ edits }) => edits <= MOST_EDITS).sort((a, b) => a.edits - b.edits)[0]?.candidate
}

/** Swapping two letters takes two edits. */
const MOST_EDITS = 2

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column++) {
      const swap = (row[column - 1] ?? 0) + (to[column - 1] === character ? 0 : 1)
      next.push(Math.min(swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
