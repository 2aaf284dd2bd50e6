import type * as z from 'zod/mini';
import { readEnvironment } from './environment.ts';
import { log } from './telemetry.ts';

/** What this function is told. Where something of it is missing or malformed, it does not start, and says what. */
export function environmentOf<T>(shape: z.ZodMiniType<T>): T {
  const environment = readEnvironment(shape, process.env);
  if ('read' in environment) return environment.read;
  const places = environment.refused;
  log({ event: 'environment refused', code: 'environment-malformed', places });
  throw new Error(`The environment is malformed: ${places.join('; ')}.`);
}
