import { Duration } from 'aws-cdk-lib';
import type { FunctionName } from '../settings.ts';

/** How long each function may run, and with how much memory (MB), which is what Lambda gives processor time by. */
export const LIMITS: Readonly<Record<FunctionName, { timeout: Duration; memory: number }>> = {
  // Alexa waits 8 s and hears nothing after that. Half a processor, because a cold start is what takes the time.
  skill: { timeout: Duration.seconds(8), memory: 1024 },
  // An HTTP API gives up after 30 s.
  companion: { timeout: Duration.seconds(29), memory: 512 },
  // A mail server gets 60 s for one mail, and before that the words are spoken and the release is verified.
  courier: { timeout: Duration.minutes(2), memory: 512 },
};
