import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { viewMessage } from '../../core/api/view-message.ts';
import { storyDigest } from '../../core/confidence/story.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { defaultSettings } from '../../core/household/settings.ts';
import { nextWork } from '../../core/message/next-work.ts';
import { createSkill, type SkillEntry, skillEntry, SkillRefusal } from '../../services/skill/skill.ts';
import type { SkillPorts } from '../../services/skill/skill-ports.ts';
import type { Document } from '../../services/ports/documents.ts';
import { SKILL_ID, USER_ID } from '../support/builders/alexa-envelopes.ts';
import { aHouseholdId, noon, sealKey } from '../support/builders/builders.ts';
import { changes, mutated, tracesIn } from './mutate.ts';
import { dictated, fromElsewhere, type SkillExample, skillExamples, storesAt } from './skill-examples.ts';

const stranger = 'stranger' as HouseholdId;

/** The skill on the stores of an example, and the lines of its log. */
export async function skillAt(example: SkillExample) {
  const stores = await storesAt(example);
  const lines: string[] = [];
  const ports: SkillPorts = {
    ...stores,
    loadSealKey: async () => sealKey,
    clock: () => noon,
    householdOf: user => (user === USER_ID ? aHouseholdId() : stranger),
    offerPairing: async () => ({ code: 'ABCD-EFGH', phone: 'https://home.example/phone/' }),
    log: line => void lines.push(JSON.stringify(line)),
  };
  return { ...stores, skill: skillEntry(ports, SKILL_ID), answer: createSkill(ports), lines };
}

/** Sends changed envelopes to the skill, each with stores of its own, and counts what became of them. */
export async function fuzzSkill(
  requests: number,
): Promise<{ answered: number; refused: number; moved: number }> {
  const valid = await skillExamples();
  const examples = [...valid, ...valid, ...valid.flatMap(fromElsewhere)];
  const count = { answered: 0, refused: 0, moved: 0 };
  await fc.assert(
    fc.asyncProperty(fc.nat(10_000), changes, async (at, changes) => {
      const example = examples[at % examples.length] as SkillExample;
      const event = JSON.parse(mutated(example.envelope, changes)) as unknown;
      const { skill, documents, lines } = await skillAt(example);
      const before = documents.everything();
      const refused = await refusalOf(skill, event);
      const after = documents.everything();
      const moved = !isDeepStrictEqual(before, after);

      const shown = tracesIn([...lines, ...(refused ? [refused.message] : [])].join('\n'), [dictated]);
      if (shown.length > 0) throw new Error(`It shows ${shown.join()}: ${lines.join('\n')}`);
      // A code in the log says that something failed, and nothing was made to fail.
      if (lines.some(line => line.includes('"code"')))
        throw new Error(`Nothing was wrong with the stores, and yet: ${lines.join('\n')}`);
      if (refused && moved) throw new Error('It was refused and changed something.');
      const wrong = forbidden(event, before, after);
      if (wrong.length > 0) throw new Error(wrong.join());
      count[refused ? 'refused' : 'answered']++;
      if (moved) count.moved++;
    }),
    { numRuns: requests },
  );
  return count;
}

/** The refusal of an event; undefined if it was answered. Other failures are thrown. */
async function refusalOf(skill: SkillEntry, event: unknown): Promise<SkillRefusal | undefined> {
  try {
    const { version, response } = await skill(event);
    if (version !== '1.0' || typeof response !== 'object') throw new Error('That is no answer.');
    return undefined;
  } catch (error) {
    if (error instanceof SkillRefusal) return error;
    throw error;
  }
}

/** The changes to the documents that no request of an Echo may make. */
export function forbidden(event: unknown, before: Document[], after: Document[]): string[] {
  const system = (event as { context?: { System?: System } } | null)?.context?.System;
  const belongs = system?.application?.applicationId === SKILL_ID;
  const household = system?.user?.userId === USER_ID ? aHouseholdId() : stranger;
  const wrong: string[] = [];
  const untouched = (what: string, of: (one: Document) => boolean) => {
    if (!isDeepStrictEqual(before.filter(of), after.filter(of))) wrong.push(`It changed ${what}.`);
  };
  if (!belongs) untouched('something for another skill', () => true);
  untouched('another household', one => one.household !== household);
  const forgotten = isDisabled(event) && after.length === 0;
  if (!forgotten) untouched('who is trusted', ({ kind }) => kind === 'trust' || kind === 'pairing');
  for (const one of after) {
    if (one.kind !== 'message') continue;
    if (!['rendering', 'discarded'].includes(one.state) || 'answer' in one)
      wrong.push(`An Echo made a message ${one.state}.`);
    // What cannot be read back whole, the phone could not show and the courier could not look at.
    storyDigest(one.story);
    nextWork(one, noon);
    const { logOdds, probability } = viewMessage(one, { rooms: [], settings: defaultSettings }).confidence;
    if (!Number.isFinite(logOdds) || !Number.isFinite(probability)) wrong.push('A story does not add up.');
    if (!Number.isSafeInteger(one.heldAt) || one.id.length > 200)
      wrong.push('A message has no usable time or id.');
  }
  return wrong;
}

type System = { application?: { applicationId?: unknown }; user?: { userId?: unknown } };

const isDisabled = (event: unknown): boolean =>
  (event as { request?: { type?: unknown } } | null)?.request?.type === 'AlexaSkillEvent.SkillDisabled';
