import { NotBuilt } from './build/built.ts';
import { checkedApp } from './stack/findings.ts';
import { SecondYesStack } from './stack/second-yes-stack.ts';
import { readSettings, SETTING_NAMES, type Settings, STACK_NAME } from './settings.ts';

const app = checkedApp();
const settings = readSettings(
  Object.fromEntries(SETTING_NAMES.map(name => [name, app.node.tryGetContext(name) as unknown])),
);
if ('refused' in settings) refuse(settings.refused.map(line => `-c ${line}`));
try {
  makeStack(settings);
} catch (error) {
  if (!(error instanceof NotBuilt)) throw error;
  refuse([error.message]);
}
app.synth();

function makeStack(chosen: Settings): SecondYesStack {
  return new SecondYesStack(app, STACK_NAME, chosen, {
    description: 'Second Yes: voice messages that leave home only after a second yes.',
  });
}

/** Exits at once: otherwise the CDK would synthesize the incomplete app when the process ends. */
function refuse(lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}
