import * as z from 'zod/mini';

/** What Amazon tells of a skill and an account, outside of any conversation. Disabling it is the skill's own matter. */
const event = z.object({
  context: z.object({ System: z.object({ application: z.object({ applicationId: z.string() }) }) }),
  request: z.object({
    type: z.enum([
      'AlexaSkillEvent.SkillEnabled',
      'AlexaSkillEvent.SkillPermissionAccepted',
      'AlexaSkillEvent.SkillPermissionChanged',
    ]),
  }),
});

/** A skill event that asks for nothing but to be heard: what it is, and for which skill; undefined for all else. */
export function openSkillEvent(received: unknown): { type: string; applicationId: string } | undefined {
  const { data } = event.safeParse(received);
  return (
    data && {
      type: data.request.type.replace('AlexaSkillEvent.', ''),
      applicationId: data.context.System.application.applicationId,
    }
  );
}
