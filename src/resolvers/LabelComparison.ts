import { diceOf, iouOf } from '../agreement/index.ts'
import type { LabelComparisonResolvers } from '../generated/resolvers.ts'

export const LabelComparison: LabelComparisonResolvers = {
  dice: async ({ sums }) => diceOf(await sums()),
  iou: async ({ sums }) => iouOf(await sums()),
  classes: ({ classes }) => classes(),
  answers: ({ answers }) => answers(),
}
