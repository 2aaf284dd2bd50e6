import * as z from 'zod/mini';
import { SEAL_PROBLEMS } from '../message/outcome.ts';
import { RECORDING_REFUSALS } from '../message/recording/recording-refusal.ts';
import { MESSAGE_REFUSALS } from '../message/decision.ts';
import { oneMessage } from './message-routes.ts';
import { ofMessage, type Route } from './route.ts';

// In a file of its own, because the phone app loads what records only when somebody opens it.
/**
 * Puts a recording of the owner's own voice in the place of the one that is held, which is erased. What is sent is audio in
 * any form that is taken. It becomes the recording that phones play and sign.
 */
export const recordAgain = {
  method: 'PUT',
  path: '/households/:household/messages/:message/recording',
  provenBy: 'phone',
  target: ofMessage,
  body: z.instanceof(Uint8Array),
  bodyAs: 'bytes',
  answer: oneMessage,
  problems: [
    'no-such-message',
    ...MESSAGE_REFUSALS,
    ...SEAL_PROBLEMS,
    ...RECORDING_REFUSALS,
    'recording-off',
  ],
} as const satisfies Route;
