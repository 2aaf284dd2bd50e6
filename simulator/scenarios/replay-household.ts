import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { phoneIdOf, type PublicKey, sealWithAnchorKey, signWithPhoneKey } from '../../core/approval/jws.ts';
import type { FirstLink, Link } from '../../core/approval/link.ts';
import { linkDigest } from '../../core/approval/trust-list.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId, HouseholdId } from '../../core/household/ids.ts';
import { instant, type Instant } from '../../core/household/instant.ts';
import { skillEntry } from '../../services/skill/skill.ts';
import model from '../../interaction-models/en-US.json' with { type: 'json' };
import { openDocuments } from '../../adapters/sqlite/sqlite-documents.ts';
import { openRecordings } from '../../adapters/files/file-recordings.ts';
import { type SimulatedEcho, simulateEcho } from '../device/simulated-echo.ts';
import type { Recorder } from '../device/recorder.ts';

/** A household for one replay, in a temporary folder of its own. */
export type ReplayHousehold = {
  echo: SimulatedEcho;
  /** Counts what is stored: messages, stopped conversations, and files with content. */
  kept(): Promise<{ messages: number; stopped: number; contents: number }>;
  /** Removes the household and its folder. */
  close(): Promise<void>;
};

/** How the names of the folders begin. */
export const REPLAY_FOLDER = '.second-yes-replay-';

/** The contacts, with nicknames. "Mark" is one phoneme away from "dark" and "park". */
export const REPLAY_CONTACTS: readonly [name: string, ...nicknames: string[]][] = [
  ['Anna'],
  ['Grandma Ruth', 'grandma'],
  ['David'],
  ['Maria Lopez'],
  ['Mark'],
];

/**
 * Creates a household with a paired phone, a few contacts, a really signed trust list and one simulated Echo, over the
 * stores that the home server uses. Its folder lies in `within`. With a `recorder` its Echo takes audio, too.
 */
export async function openReplayHousehold({
  recorder,
  within = tmpdir(),
}: { recorder?: Recorder; within?: string } = {}): Promise<ReplayHousehold> {
  const folder = await mkdtemp(join(within, REPLAY_FOLDER));
  const household = 'replay' as HouseholdId;
  const clock = () => instant(Date.now());
  const documents = openDocuments(join(folder, 'replay.db'), () => undefined);
  const contents = join(folder, 'recordings');
  const recordings = await openRecordings(contents);
  const links = await signedLinks(household, clock());
  await documents.put({ kind: 'trust', household, id: 'trust', version: 0, links }, 0);

  const sealKey = randomBytes(32);
  const skill = skillEntry({
    documents,
    recordings,
    loadSealKey: async () => sealKey,
    clock,
    householdOf: () => household,
    offerPairing: async () => undefined,
    log: () => {},
    ...(recorder && { recorder }),
  });
  const account = { applicationId: 'amzn1.ask.skill.replay', userId: 'amzn1.ask.account.replay' };
  return {
    echo: simulateEcho({ skill, model, deviceId: 'replay-echo', account, clock, newId: randomUUID }),
    async kept() {
      const files = await readdir(contents, { recursive: true, withFileTypes: true });
      return {
        messages: (await documents.list(household, 'message')).length,
        stopped: (await documents.list(household, 'stopped')).length,
        contents: files.filter(file => file.isFile()).length,
      };
    },
    async close() {
      documents.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const { x, y } = await exportJWK(publicKey);
  return { privateKey, key: { kty: 'EC', crv: 'P-256', x, y } as PublicKey };
}

async function signedLinks(household: HouseholdId, at: Instant): Promise<string[]> {
  const [{ key, privateKey }, recovery] = await Promise.all([newKey(), newKey()]);
  const phone = phoneIdOf(key);
  const firstLink: FirstLink = {
    type: 'create-household',
    household,
    at,
    phone: { key, name: 'A phone' },
    recovery: recovery.key,
  };
  const links = [await sealWithAnchorKey(firstLink, 'second-yes-first-link', randomBytes(32))];
  for (const [index, [name, ...nicknames]] of REPLAY_CONTACTS.entries()) {
    const contact: Contact = {
      id: `contact-${index}` as ContactId,
      name,
      nicknames,
      addresses: [{ channel: 'email', address: `contact-${index}@example.org` }],
    };
    const link: Link = {
      type: 'put-contact',
      household,
      at,
      prev: linkDigest(links.at(-1) ?? ''),
      contact,
    };
    links.push(await signWithPhoneKey(link, 'second-yes-link', { phone, key: privateKey }));
  }
  return links;
}
