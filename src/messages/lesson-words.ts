// What the parts of lessons say that are written while the site is built.

export const lessonWords = {
  askedFrom: 'Asked from',
  answer: 'Answer',
  noAnswer: 'no answer',
  examAndToday: (topic: string) => `${topic}: exam and today`,
  exam: 'The exam expects',
  today: 'AWS does today',
  lookedUp: (date: string) => `Looked up on ${date}:`,
  predict: 'See what happens',
  terminal: 'Terminal',
}
