import { NotBuilt } from './build/built.ts';
import { checkedApp } from './stack/checked-app.ts';
import { SecondYesStack } from './stack/second-yes-stack.ts';
import { readSettings, SETTING_NAMES, type Settings } from './settings.ts';

const app = checkedApp();
const settings = readSettings(
  Object.fromEntries(SETTING_NAMES.map(name => [name, app.node.tryGetContext(name) as unknown])),
);
if ('refused' in settings) refuse(settings.refused.map(line => `-c ${line}`));
try {
  house(settings);
} catch (error) {
  if (!(error instanceof NotBuilt)) throw error;
  refuse([error.message]);
}
app.synth();

function house(chosen: Settings): SecondYesStack {
  return new SecondYesStack(app, 'SecondYes', chosen, {
    description: 'Second Yes: voice messages that leave the house only after a second yes.',
  });
}

/** Ends at once: the CDK would make what is there of the app as the process ends. */
function refuse(lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}
