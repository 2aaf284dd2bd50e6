import * as z from 'zod/mini';
import { isSkillEvent } from './is-skill-event.ts';

/** What Amazon tells of a skill and an account, outside of any conversation. Disabling it is the skill's own matter. */
const event = z.lazy(() =>
  z.object({
    context: z.object({ System: z.object({ application: z.object({ applicationId: z.string() }) }) }),
    request: z.object({
      type: z.enum([
        'AlexaSkillEvent.SkillEnabled',
        'AlexaSkillEvent.SkillPermissionAccepted',
        'AlexaSkillEvent.SkillPermissionChanged',
      ]),
    }),
  }),
);

/** A skill event that asks for nothing but to be heard: what it is, and for which skill; undefined for all else. */
export function openSkillEvent(received: unknown): { type: string; applicationId: string } | undefined {
  const data = isSkillEvent(received) ? event.safeParse(received).data : undefined;
  return (
    data && {
      type: data.request.type.replace('AlexaSkillEvent.', ''),
      applicationId: data.context.System.application.applicationId,
    }
  );
}
