import { z } from 'zod'
import { defineCheck } from '../define.ts'
import { listed } from '../parameters.ts'

const params = z
  .strictObject({
    question: z.string().min(1).max(2000).describe('The question.'),
    options: z
      .record(
        z.string().regex(/^[a-z]$/, { error: 'expected a letter' }),
        z.strictObject({
          text: z.string().min(1).max(1000).describe('The option.'),
          right: z.boolean().default(false).describe('Whether it is right.'),
          why: z.string().min(1).max(1000).describe('Why it is, or is not, for whoever has answered.'),
        }),
      )
      .describe('The options by their letters, each explained.'),
  })
  .superRefine(({ options }, context) => {
    const all = Object.values(options)
    const right = all.filter((one) => one.right).length
    const issue = (message: string) => context.addIssue({ code: 'custom', path: ['options'], message })
    if (all.length < 2) issue('expected two options or more')
    if (!right) issue('expected an option that is right')
    if (right === all.length && all.length > 1) issue('expected an option that is wrong')
  })

export const quiz = defineCheck({
  type: 'quiz',
  summary: 'A question that the learner answers: `lab answer ID a`.',
  params,
  expected: ({ question }) => `an answer to: ${question}`,

  evaluate(subject, { options }, id) {
    const given = [...new Set(subject.answerTo(id))]
    if (!given.length) return { met: false, observed: 'Not answered yet' }
    const right = Object.keys(options).filter((letter) => options[letter]?.right)
    const hits = given.filter((letter) => right.includes(letter)).length
    const met = hits === right.length && given.length === right.length
    const wrong = given.length - hits
    const share = Math.max(0, (hits - wrong) / right.length)
    // Only what was chosen is explained: the rest would tell the answer.
    const why = given.flatMap((letter) => (options[letter] ? `${letter}: ${options[letter].why}` : []))
    return {
      met,
      share,
      observed: `Answered ${listed(given)}`,
      proof: { kind: 'records', text: why.join('\n') },
    }
  },
})
