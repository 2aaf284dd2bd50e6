import * as z from 'zod/mini';
import { required, signing, stored } from './environment.ts';

/** What the courier's function is told. */
export const courierEnvironment = z.object({
  ...stored,
  ...signing(),
  WAKE_QUEUE_URL: required(/^https?:\/\/\S+$/, 'the address of a queue'),
  WAKE_QUEUE_ARN: required(/^arn:[\w-]+:sqs:[\w-]+:\d{12}:\S+$/, 'the ARN of a queue'),
  SCHEDULE_GROUP: required(/^[\w.-]{1,64}$/, 'the name of a group of schedules'),
  SCHEDULE_ROLE_ARN: required(/^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'the ARN of a role'),
  MAIL_FROM: required(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an email address'),
});
