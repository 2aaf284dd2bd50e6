import { z } from 'zod';
import { whyNot } from '../settings.ts';

/** What a deploy is told, by name. Null: there is none, and it was said so. */
export type Answers = Record<string, string | null>;

/** Something a deploy must know, and what is a usable answer. */
export type Question = {
  name: string;
  text: string;
  /** Why an answer cannot be used; undefined where it can. It is not asked about empty text that means something. */
  whyNot: (answer: string) => string | undefined;
  /** What an empty answer means: none, for good; none as yet, and it is asked again next time; or nothing usable. */
  empty: 'none' | 'later' | 'refused';
};

const MAIL_FROM: Question = {
  name: 'mailFrom',
  text: 'Which address shall mails come from? (It must be verified in SES, in the region you deploy to.)',
  whyNot: answer => (z.email().safeParse(answer).success ? undefined : 'must be an email address'),
  empty: 'refused',
};
const ALARM_MAIL: Question = {
  name: 'alarmMail',
  text: 'Whom shall alarms write to? (An email address; empty: nobody.)',
  whyNot: answer => whyNot('alarmMail', answer),
  empty: 'none',
};
const SKILL_SECRET: Question = {
  name: 'skillSecret',
  text: 'Which secret holds your login-with-Amazon credentials? (Its name in Secrets Manager; empty: you deploy the skill with the ASK CLI.)',
  whyNot: answer => whyNot('skillSecret', answer),
  empty: 'none',
};
const SKILL_ID: Question = {
  name: 'skillId',
  text: 'What is the skill’s id? (amzn1.ask.skill.…; empty: there is none yet.)',
  whyNot: answer => whyNot('skillId', answer),
  empty: 'later',
};

/** The next thing to ask, given what is known and what was left for later; undefined when nothing is missing. */
export function nextQuestion(known: Answers, later: ReadonlySet<string>): Question | undefined {
  const asked = [MAIL_FROM, ALARM_MAIL, SKILL_SECRET];
  // Who gave credentials gets an id from the stack itself.
  if (!known['skillSecret']) asked.push(SKILL_ID);
  return asked.find(({ name }) => known[name] === undefined && !later.has(name));
}
