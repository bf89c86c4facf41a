export { limitAnswer, serializeAnswer } from './answer-size.ts'
export { type Assessment, assess } from './assess.ts'
