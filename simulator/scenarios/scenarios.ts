import { anna } from './anna.ts';
import { muddled } from './muddled.ts';
import { portland } from './portland.ts';
import type { Scenario } from './scenario.ts';
import { television } from './television.ts';

/** Every scenario that can be replayed. */
export const scenarios: readonly Scenario[] = [portland, anna, muddled, television];

/** The scenario of this name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  scenarios.find(scenario => scenario.name === name);
