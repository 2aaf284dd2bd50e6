import { SkillBuilders } from 'ask-sdk-core';
import type { RequestEnvelope, ResponseEnvelope } from 'ask-sdk-model';

/** The smallest possible skill. The cold start of ours is compared with it. */
const skill = SkillBuilders.custom()
  .addRequestHandlers({
    canHandle: () => true,
    handle: ({ responseBuilder }) => responseBuilder.speak('Hello, world.').getResponse(),
  })
  .create();

export const handler = async (event: unknown): Promise<ResponseEnvelope> =>
  skill.invoke(event as RequestEnvelope);
