const [WIDTH, HEIGHT, MARGIN] = [900, 600, 60]

/** Points over two logarithmic axes, as an SVG picture. All values are above 0. */
export function scatterPlot(
  points: readonly (readonly [x: number, y: number])[],
  xName: string,
  yName: string,
): string {
  const x = axisOf(
    points.map(point => point[0]),
    MARGIN,
    WIDTH - MARGIN,
  )
  const y = axisOf(
    points.map(point => point[1]),
    HEIGHT - MARGIN,
    MARGIN,
  )
  const line = (from: readonly [number, number], to: readonly [number, number]) =>
    `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="#ddd"/>`
  const label = (at: readonly [number, number], text: string) =>
    `<text x="${at[0]}" y="${at[1]}" text-anchor="middle">${text}</text>`
  const parts = [
    ...x.ticks.map(
      tick =>
        line([x.at(tick), MARGIN], [x.at(tick), HEIGHT - MARGIN]) +
        label([x.at(tick), HEIGHT - MARGIN + 18], String(tick)),
    ),
    ...y.ticks.map(
      tick =>
        line([MARGIN, y.at(tick)], [WIDTH - MARGIN, y.at(tick)]) + label([MARGIN - 24, y.at(tick) + 4], String(tick)),
    ),
    label([WIDTH / 2, HEIGHT - 10], xName),
    label([MARGIN - 24, MARGIN - 20], yName),
    ...points.map(
      point =>
        `<circle cx="${x.at(point[0]).toFixed(1)}" cy="${y.at(point[1]).toFixed(1)}" r="3" fill="#27f" fill-opacity="0.5"/>`,
    ),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">${parts.join('\n')}</svg>\n`
}

/** From the power of ten below the least value to the one above the greatest. */
function axisOf(values: readonly number[], start: number, end: number) {
  const low = Math.floor(Math.log10(Math.min(...values, 1)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, 1))))
  return {
    at: (value: number) => start + ((Math.log10(value) - low) / (high - low)) * (end - start),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
  }
}
