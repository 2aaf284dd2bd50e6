import { replayTrustList } from '../../core/approval/trust-list.ts';
import { type HouseholdId, timeId } from '../../core/household/ids.ts';
import { after, hours, type Instant } from '../../core/household/instant.ts';
import type { Room } from '../../core/household/room.ts';
import { defaultSettings, type Settings } from '../../core/household/settings.ts';
import { isWaiting } from '../../core/message/message.ts';
import type { Documents } from '../../services/ports/documents.ts';
import type { PairingOffer } from '../../services/companion/pairing-code-cache.ts';

/** The household's status for the start page: names of phones, and counts; nothing about any message. */
export type HouseholdSummary = {
  /** The names of the paired phones. */
  phones: readonly string[];
  contacts: number;
  /** The rooms, as the owner named them. */
  rooms: readonly Pick<Room, 'id' | 'name'>[];
  /** How long a recording is kept: while it waits, and after it was sent. */
  keeps: Pick<Settings, 'hold' | 'retention'>;
  /** The open pairing code, while no phone is paired. */
  pairing?: PairingOffer;
  /** Messages that wait for an answer now. */
  waiting: number;
  /** Since midnight, by this machine's clock. */
  today: { sent: number; stopped: number };
  /** Where released messages go. */
  mail: { to: 'outbox' } | { to: 'server'; host: string };
  /** The address for Amazon's requests, or the settings that are missing for that. */
  echos: { at: string } | { missing: readonly string[] };
};

type Parts = {
  documents: Documents;
  anchor: Uint8Array;
  household: HouseholdId;
  clock: () => Instant;
  offer: () => Promise<PairingOffer | undefined>;
  settings: { publicUrl?: string; smtpUrl?: string; skillId?: string };
};

/** What was sent today was held in the 24 hours before it was sent, and today began about 24 hours ago at most. */
const LOOK_BACK = hours(48);

/** Reads the summary. A trust list that does not verify counts as no phones. */
export async function summarizeHousehold(parts: Parts): Promise<HouseholdSummary> {
  const { documents, anchor, household, clock, offer, settings } = parts;
  const now = clock();
  const midnight = new Date(now).setHours(0, 0, 0, 0) as Instant;
  const [trust, rooms, messages, stopped, pairing] = await Promise.all([
    documents.get(household, 'trust', 'trust'),
    documents.get(household, 'household', 'household'),
    documents.list(household, 'message', { from: timeId(after(now, -LOOK_BACK), '').slice(0, TIME) }),
    documents.list(household, 'stopped', { from: timeId(midnight, '').slice(0, TIME) }),
    offer(),
  ]);
  const list = trust && (await replayTrustList(trust.links, household, { anchor }));
  const believed = list && !('refused' in list) ? list : undefined;
  return {
    phones: [...(believed?.phones.values() ?? [])].map(({ name }) => name),
    contacts: believed?.contacts.size ?? 0,
    rooms: rooms?.rooms ?? [],
    keeps: pickKeeps(believed?.settings ?? defaultSettings),
    ...(pairing && { pairing }),
    waiting: messages.filter(message => isWaiting(message) && now < message.holdUntil).length,
    today: {
      sent: messages.filter(one => one.state === 'delivered' && one.endedAt >= midnight).length,
      stopped: stopped.length,
    },
    mail: settings.smtpUrl ? { to: 'server', host: new URL(settings.smtpUrl).hostname } : { to: 'outbox' },
    echos: echosOf(settings),
  };
}

const pickKeeps = ({ hold, retention }: Settings) => ({ hold, retention });

/** An id begins with its time, in this many characters. */
const TIME = 10;

function echosOf({ publicUrl, skillId }: Parts['settings']): HouseholdSummary['echos'] {
  const missing = [
    ...(publicUrl?.startsWith('https:') ? [] : ['PUBLIC_URL']),
    ...(skillId ? [] : ['ALEXA_SKILL_ID']),
  ];
  return missing.length > 0 || publicUrl === undefined ? { missing } : { at: `${publicUrl}/alexa` };
}
