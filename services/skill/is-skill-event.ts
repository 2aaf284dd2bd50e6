/**
 * Whether Amazon tells of a skill and an account, outside of any conversation. Asked of each request before anything of it
 * is parsed, so that what parses such events is made only for them.
 */
export function isSkillEvent(received: unknown): boolean {
  const { request } = (received ?? {}) as { request?: { type?: unknown } | null };
  return typeof request?.type === 'string' && request.type.startsWith('AlexaSkillEvent.');
}
