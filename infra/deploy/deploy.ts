import { askMissing } from './ask-missing.ts';
import { cdkDeploy, type Deployed } from './cdk-deploy.ts';
import type { Answers } from './questions.ts';
import { ANSWERS_FILE, readAnswers, writeAnswers } from './remembered-answers.ts';

/** Asks for missing answers, deploys, and prints the phone app's address and the next step. Gives the exit code. */
async function deploy(args: string[]): Promise<number> {
  const known = readAnswers();
  if (!known) return say(1, `${ANSWERS_FILE} cannot be read. Correct it, or delete it to be asked again.`);
  const asked = await askMissing(known);
  if ('missing' in asked) return say(1, '', `Not deployed: ${asked.missing} was not answered.`);
  let { answers } = asked;
  writeAnswers(answers);

  let made = await cdkDeploy(answers, args);
  if (!('failed' in made) && made.SkillId && answers['skillId'] !== made.SkillId) {
    answers = { ...answers, skillId: made.SkillId };
    writeAnswers(answers);
    say(0, '', 'The skill is made. Deploying once more, to close its function to every other skill.', '');
    made = await cdkDeploy(answers, args);
  }
  if ('failed' in made)
    return say(
      made.failed,
      '',
      'Not deployed. Your answers are kept; `npm run deploy` goes on from here.',
      'In an account and region that the CDK has not been used in, `npx cdk bootstrap` comes first.',
    );
  return say(0, '', `The phone app: ${made.PhoneAppAddress}`, ...nextStep(made, answers));
}

const nextStep = ({ SkillEndpoint }: Deployed, { skillId }: Answers): string[] =>
  skillId
    ? [
        'Next: say “Alexa, open second yes”. The pairing code comes as a card in the Alexa app (More, Activity).',
      ]
    : [
        `Next: npm run skill:package -- --endpoint ${SkillEndpoint}`,
        'Deploy that folder with the ASK CLI, then run `npm run deploy` again and give the skill’s id.',
        'Until then every skill that knows the endpoint could call it, each for its own users.',
      ];

function say(code: number, ...lines: string[]): number {
  (code === 0 ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
  return code;
}

process.exitCode = await deploy(process.argv.slice(2));
