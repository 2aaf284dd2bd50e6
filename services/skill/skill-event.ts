import * as z from 'zod/mini';
import { isSkillEvent } from './is-skill-event.ts';

/** The skill was disabled for an account: Amazon's SkillDisabled event, which has no session and no device. */
const disabled = z.lazy(() =>
  z.object({
    context: z.object({
      System: z.object({
        application: z.object({ applicationId: z.string() }),
        user: z.object({ userId: z.string().check(z.minLength(1), z.maxLength(512)) }),
      }),
    }),
    request: z.object({ type: z.literal('AlexaSkillEvent.SkillDisabled') }),
  }),
);

/** The account that disabled the skill, and for which skill; undefined for every other request. */
export function openDisabled(received: unknown): { user: string; applicationId: string } | undefined {
  const data = isSkillEvent(received) ? disabled.safeParse(received).data : undefined;
  return (
    data && {
      user: data.context.System.user.userId,
      applicationId: data.context.System.application.applicationId,
    }
  );
}
