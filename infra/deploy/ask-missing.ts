import { createInterface } from 'node:readline';
import { type Answers, nextQuestion } from './questions.ts';

/**
 * Asks on the terminal for each missing answer. Gives all answers, or the name of a required one that is still missing when
 * the input ends.
 */
export async function askMissing(known: Answers): Promise<{ answers: Answers } | { missing: string }> {
  if (!nextQuestion(known, new Set())) return { answers: known };
  const terminal = createInterface({ input: process.stdin });
  const lines = terminal[Symbol.asyncIterator]();
  const answers = { ...known };
  const later = new Set<string>();
  try {
    for (let question; (question = nextQuestion(answers, later));) {
      process.stdout.write(`${question.text}\n> `);
      const { value, done } = await lines.next();
      if (done) {
        if (question.empty === 'refused') return { missing: question.name };
        return { answers };
      }
      const answer = value.trim();
      const refused = answer === '' && question.empty !== 'refused' ? undefined : question.refusalOf(answer);
      if (refused) process.stdout.write(`It ${refused}.\n`);
      else if (answer !== '') answers[question.name] = answer;
      else if (question.empty === 'none') answers[question.name] = null;
      else later.add(question.name);
    }
    return { answers };
  } finally {
    terminal.close();
  }
}
