import { SkillBuilders } from 'ask-sdk-core';
import type { RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';

/** The least that a skill can be: what the cold start of the house's own is compared with. */
const skill = SkillBuilders.custom()
  .addRequestHandlers({
    canHandle: () => true,
    handle: ({ responseBuilder }) => responseBuilder.speak('Hello, world.').getResponse(),
  })
  .create();

export const handler = async (event: unknown): Promise<ResponseEnvelope> =>
  skill.invoke(event as RequestEnvelope);
