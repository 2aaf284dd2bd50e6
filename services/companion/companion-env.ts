import type { Context } from 'hono';
import type { TrustDocument, TrustList } from '../../core/approval/trust-list.ts';
import type { HouseholdDocument } from '../../core/household/room.ts';
import type { HouseholdId, MessageId, PhoneId } from '../../core/household/ids.ts';
import type { Message } from '../../core/message/message.ts';
import type { Documents, SeenProof } from '../ports/documents.ts';
import { type ProblemCode, problem } from '../../core/api/problem.ts';

/**
 * What every proven request knows: who asks, and the household's trust list; the proof it came with, and the documents as
 * it may write to them; where it is about messages, the household's document and the message that it names, or the newest
 * ones with the trust list as it is stored, which are being read since it came.
 */
export type Env = {
  Variables: {
    trust: TrustList;
    phone: PhoneId;
    links: string[];
    proof: SeenProof;
    documents: Documents;
    trusted?: Promise<TrustDocument | undefined>;
    house: Promise<HouseholdDocument | undefined>;
    messages: Promise<Message[]>;
    message: Promise<Message | undefined>;
  };
};

export const householdOf = (c: Context<Env>) => c.req.param('household') as HouseholdId;
export const idOf = (c: Context<Env>) => c.req.param('id') as MessageId;

/** The body as JSON; undefined where it is none. */
export async function bodyOf(c: Context<Env>): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

/** Answers with a problem; `more` are members that a phone can use. */
export function refuse(c: Context<Env>, code: ProblemCode, more: Record<string, unknown> = {}): Response {
  const { status, body } = problem(code, more);
  return c.body(JSON.stringify(body), status as 400, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}
