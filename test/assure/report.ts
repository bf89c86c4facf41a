import { type Figure, formatTable, resultOf } from '../bench/figure.ts'

/** Prints the figures as the benchmark does. The program fails if one of them reaches neither goal nor floor. */
export function report(figures: readonly Figure[]): void {
  console.log(formatTable(figures))
  const held = figures.every(figure => resultOf(figure) !== 'MISSED')
  console.log(held ? 'held' : 'NOT HELD')
  process.exitCode = held ? 0 : 1
}
