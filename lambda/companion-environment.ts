import * as z from 'zod/mini';
import { signing, stored } from './environment.ts';

/** What the phone API's function is told. */
export const companionEnvironment = z.object({ ...stored, ...signing() });
