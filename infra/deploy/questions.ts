import { z } from 'zod';
import { refusalOf } from '../settings.ts';

/** The answers, by name. Null: the operator said that there is none. */
export type Answers = Record<string, string | null>;

/** A question of `npm run deploy`, and which answers it accepts. */
export type Question = {
  name: string;
  text: string;
  /** Why an answer is refused; undefined where it is accepted. It is not called for an empty answer that has a meaning. */
  refusalOf: (answer: string) => string | undefined;
  /** The meaning of an empty answer: `none`, and never asked again; `later`, and asked at the next deploy; or `refused`. */
  empty: 'none' | 'later' | 'refused';
};

const MAIL_FROM: Question = {
  name: 'mailFrom',
  text: 'Which address sends the mails? (It must be verified in SES, in the region you deploy to.)',
  refusalOf: answer => (z.email().safeParse(answer).success ? undefined : 'must be an email address'),
  empty: 'refused',
};
const ALARM_MAIL: Question = {
  name: 'alarmMail',
  text: 'Which address gets the alarms? (An email address; empty: none.)',
  refusalOf: answer => refusalOf('alarmMail', answer),
  empty: 'none',
};
const SKILL_SECRET: Question = {
  name: 'skillSecret',
  text: 'Which secret holds your Login with Amazon credentials? (Its name in Secrets Manager; empty: you deploy the skill with the ASK CLI.)',
  refusalOf: answer => refusalOf('skillSecret', answer),
  empty: 'none',
};
const SKILL_ID: Question = {
  name: 'skillId',
  text: 'What is the id of the skill? (amzn1.ask.skill.…; empty: there is none yet.)',
  refusalOf: answer => refusalOf('skillId', answer),
  empty: 'later',
};

/** The next question that has no answer and is not left for later; undefined where there is none. */
export function nextQuestion(known: Answers, later: ReadonlySet<string>): Question | undefined {
  const asked = [MAIL_FROM, ALARM_MAIL, SKILL_SECRET];
  // With credentials the stack makes the skill and gives its id.
  if (!known['skillSecret']) asked.push(SKILL_ID);
  return asked.find(({ name }) => known[name] === undefined && !later.has(name));
}
