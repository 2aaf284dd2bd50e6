import type { FunctionName } from '../../../lambda/environment.ts';
import { CHOSEN, synthesize } from '../../infra/synthesize.ts';
import { ofType } from '../../infra/template.ts';

/** The names of the environment variables that the template sets for each function. */
export async function builtTemplate(): Promise<Record<FunctionName, string[]>> {
  const functions = ofType(await synthesize(CHOSEN), 'AWS::Lambda::Function');
  const namesOf = (id: string) => {
    const { Variables = {} } = (functions[id]?.Properties['Environment'] ?? {}) as {
      Variables?: Record<string, unknown>;
    };
    return Object.keys(Variables);
  };
  return { skill: namesOf('Skill'), companion: namesOf('Companion'), courier: namesOf('Courier') };
}
