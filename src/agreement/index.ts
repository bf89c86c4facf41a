export { type AnsweredPlace, type AnswerPair, compareAnswers } from './compare-answers.ts'
export { compareDistances, type Distances } from './distances.ts'
export { type ClassName, type ClassPair, type DrawnPlace, type FramePair, pairClasses } from './pair-classes.ts'
export { diceOf, iouOf, PixelCount, type PixelFigures, type PixelSums } from './pixel-figures.ts'
