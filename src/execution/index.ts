export { limitAnswer, serializeAnswer } from './answer-size.ts'
export { type Assessment, assess } from './assess.ts'
export { withinDeadline } from './deadline.ts'
export { createExecute, type Execute, loadCompiler, type Operation } from './execute.ts'
