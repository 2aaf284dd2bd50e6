import { anna } from './anna.ts';
import { portland } from './portland.ts';
import type { Scenario } from './scenario.ts';

/** Every scenario that can be replayed. */
export const scenarios: readonly Scenario[] = [portland, anna];

/** The scenario of this name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  scenarios.find(scenario => scenario.name === name);
