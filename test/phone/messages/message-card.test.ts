import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Phone, replayTrustList, type TrustList } from '../../../core/approval/trust-list.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { viewMessage } from '../../../core/api/view-message.ts';
import { after, hours, minutes } from '../../../core/household/instant.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { PhoneId } from '../../../core/household/ids.ts';
import { without } from '../../../core/household/without.ts';
import { sealProblemText } from '../../../core/text/en/phone/outcome.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import type { Message } from '../../../core/message/message.ts';
import type { DeliveredOutcome } from '../../../core/message/outcome.ts';
import {
  buildCard,
  type Viewer,
  describeMissing,
  describeStatus,
  roomNameOf,
} from '../../../phone/messages/message-card.ts';
import { formatTime } from '../../../phone/ui/time-text.ts';
import { isShownAsWaiting } from '../../../phone/messages/history/message-filters.ts';
import {
  aContact,
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeldMessage,
  aHouseholdId,
  anchor,
  anExpiredMessage,
  anUnknownMessage,
  aPhone,
  aPhoneId,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  aTrustList,
  noon,
  puts,
} from '../../support/builders/builders.ts';

const ben = aContact({ id: 'ben' as Contact['id'], name: 'Ben' });
let trust: TrustList;

beforeAll(async () => {
  const { links } = await aTrustList({ phone: await aPhone(), says: [puts(aContact()), puts(ben)] });
  const replayed = await replayTrustList(links, aHouseholdId(), { anchor });
  if ('refused' in replayed) throw new Error('The list of the test does not replay.');
  trust = replayed;
});

const view = (message: Message): MessageView =>
  viewMessage(message, { rooms: [], settings: defaultSettings });
/** The viewer is the phone that gave the answers of the builders. */
const looking = (more: Partial<Viewer> = {}): Viewer => ({ me: aPhoneId(), trust, now: noon, ...more });
const card = (message: Message, now = noon, picked?: Contact) =>
  buildCard(view(message), looking({ now }), picked?.id);

test('a message from a room that the household has forgotten comes from an Echo', () => {
  const message = aHeldMessage();
  const known = { id: message.room, name: 'Kitchen' };
  expect(roomNameOf(viewMessage(message, { rooms: [known], settings: defaultSettings }))).toBe('Kitchen');
  expect(roomNameOf(view(message))).toBe('An Echo');
});

describe('what a card offers', () => {
  test.each<[string, Message, { release?: 'first' | 'again'; discard?: true; undo?: true; play?: true }]>([
    ['rendering', aRenderingMessage(), { discard: true }],
    ['held', aHeldMessage(), { release: 'first', discard: true, play: true }],
    ['released', aReleasedMessage(), { undo: true, play: true }],
    ['sending', aSendingMessage(), { play: true }],
    ['unknown', anUnknownMessage(), { release: 'again', play: true }],
    ['unknown and erased', anUnknownMessage({ erasedAt: noon }), {}],
    ['delivered', aDeliveredMessage(), { play: true }],
    ['discarded', aDiscardedMessage(), {}],
    ['expired', anExpiredMessage(), {}],
    ['failed', aFailedMessage(), { play: true }],
  ])(
    'the card of a message that is %s offers what its state allows',
    (_, message, { release, discard = false, undo = false, play = false }) => {
      expect(card(message).offers).toEqual({ release, discard, undo, play, listen: release !== undefined });
    },
  );

  test('a card offers nothing once the time to answer is over', () => {
    const late = after(noon, hours(1));
    expect(card(aHeldMessage(), late).offers).toMatchObject({ release: undefined, discard: false });
    expect(describeStatus(view(aHeldMessage()), looking({ now: late }))).toContain('Nobody answered in time');
  });

  test.each(['not-sealed', 'seal-broken'] as const)(
    'a message that is not as it was sealed (%s) is shown with the reason, without contact and recording, to be discarded',
    problem => {
      for (const message of [aHeldMessage(), aRenderingMessage(), anUnknownMessage()]) {
        const shown = viewMessage(message, { rooms: [], settings: defaultSettings, sealProblem: problem });
        const { offers, recipient, status } = buildCard(shown, looking());
        expect(offers).toMatchObject({ release: undefined, play: false, listen: false });
        expect(recipient).toEqual({ is: 'not-believed' });
        expect(status).toContain(sealProblemText[problem]);
      }
      expect(
        buildCard(
          viewMessage(aHeldMessage(), { rooms: [], settings: defaultSettings, sealProblem: problem }),
          looking(),
        ).offers.discard,
      ).toBe(true);
    },
  );

  test('a card offers no second attempt once it is too late to send', () => {
    expect(card(anUnknownMessage(), after(noon, hours(24))).offers.release).toBeUndefined();
  });
});

describe('whom a card shows', () => {
  test('a card shows the contact of the trust list', () => {
    expect(card(aHeldMessage()).recipient).toEqual({ is: 'contact', contact: aContact(), picked: false });
  });

  test('a card shows the contact that was picked', () => {
    expect(card(aHeldMessage(), noon, ben).recipient).toEqual({ is: 'contact', contact: ben, picked: true });
  });

  test('a card of a released message shows its recipient, whatever is picked later', () => {
    expect(card(aReleasedMessage(), noon, ben).recipient).toMatchObject({ contact: aContact() });
  });

  test('a card that requires a choice shows nobody before the owner picks', () => {
    const asked = { ...view(aHeldMessage()), friction: 'choose' as const };
    expect(buildCard(asked, looking()).recipient).toEqual({ is: 'unchosen' });
    expect(buildCard(asked, looking(), ben.id).recipient).toMatchObject({ contact: ben });
  });

  test('a card under the floor choose shows nobody before the owner picks', () => {
    expect(
      buildCard(
        view(aHeldMessage()),
        looking({ trust: { ...trust, settings: { ...defaultSettings, floor: 'choose' } } }),
      ).recipient,
    ).toEqual({
      is: 'unchosen',
    });
  });

  test('a card shows that a contact was removed', () => {
    const gone = aHeldMessage({ contact: 'clara' as Contact['id'] });
    expect(card(gone).recipient).toEqual({ is: 'gone' });
  });

  test('a card shows no name without a valid trust list', () => {
    expect(buildCard(view(aHeldMessage()), looking({ trust: undefined })).recipient).toEqual({
      is: 'unchecked',
    });
  });
});

describe('the status', () => {
  test('the status of a message that waits for a retry gives the reason and says that it can be taken back', () => {
    const outcome = { code: 'timed-out', service: 'mail-server' } as const;
    const retrying = describeStatus(
      view(aReleasedMessage({ history: [{ at: noon, event: 'not-taken', outcome }] })),
      looking(),
    );
    expect(retrying).toContain('take it back');
    expect(retrying).toContain('The mail server did not answer in time.');
  });

  test('the status of a failed message gives the reason', () => {
    const outcome = { code: 'refused', service: 'mail-server', reply: '550 No such mailbox.' } as const;
    expect(describeStatus(view(aFailedMessage({ outcome })), looking())).toBe(
      'It couldn’t be sent. The mail server refused the message: 550 No such mailbox.',
    );
  });

  test('the status of a failed message says that an earlier attempt may have arrived', () => {
    const failed = aFailedMessage({ outcome: { code: 'send-by-passed' }, mayHaveArrived: true });
    expect(describeStatus(view(failed), looking())).toBe(
      'It couldn’t be sent. It could not be delivered in time. An earlier attempt may have arrived.',
    );
  });

  test('the status of a discarded message says who discarded it', () => {
    const byVoice = without(aDiscardedMessage(), 'answer');
    expect(describeStatus(view(byVoice), looking())).toContain('by voice');
    expect(describeStatus(view(aDiscardedMessage()), looking())).toContain('You discarded it');
  });
});

describe('whose answer it was', () => {
  const at = (message: Message, more: Partial<Viewer> = {}) => describeStatus(view(message), looking(more));
  const sara = aPhoneId('phone-sara');
  const named = (): Map<PhoneId, Phone> =>
    new Map([...trust.phones.values()].map(phone => [aPhoneId(), { ...phone, name: 'Ben’s phone' }]));

  const revoked = () => new Map([...named()].map(([id, phone]) => [id, { ...phone, revoked: { at: noon } }]));

  test('other phones show by name who answered, in every later state', () => {
    const more = { me: sara, trust: { ...trust, phones: named() } };
    expect(at(aReleasedMessage(), more)).toMatch(/^Ben’s phone approved it\./);
    expect(at(aDeliveredMessage(), more)).toMatch(/^Ben’s phone approved it\./);
    expect(at(aDiscardedMessage(), more)).toMatch(/^Ben’s phone discarded it\./);
  });

  test('the answer of a revoked phone is shown with the name that it had', () => {
    const more = { me: sara, trust: { ...trust, revoked: revoked() } };
    expect(at(aReleasedMessage(), more)).toMatch(/^Ben’s phone approved it\./);
  });

  test("an answer of a phone that the list never named is shown as another phone's", () => {
    expect(at(aReleasedMessage(), { me: sara })).toMatch(/^Another phone approved it\./);
  });

  test('the phone that answered shows its own answer until the result is known', () => {
    expect(at(aReleasedMessage())).toMatch(/^You approved it\./);
    expect(at(aDeliveredMessage())).not.toContain('released');
  });
});

describe('what is missing before it can be sent', () => {
  const ready = {
    recipient: { is: 'contact', contact: aContact(), picked: false } as const,
    checked: true,
    listened: true,
    playing: false,
  };

  test('nothing is missing before a message can be sent once its recording is checked and heard', () => {
    expect(describeMissing(ready)).toBeUndefined();
  });

  test.each([
    [{ recipient: { is: 'unchosen' } as const }, 'Choose who it’s for.'],
    [{ recipient: { is: 'gone' } as const }, 'That contact was removed. Choose another.'],
    [{ checked: false }, 'Checking the recording…'],
    [{ listened: false }, 'Listen to at least half of it first.'],
    [{ listened: false, playing: true }, 'Listening…'],
  ])('a message with %j cannot be sent yet: %s', (lacking, sentence) => {
    expect(describeMissing({ ...ready, ...lacking })).toBe(sentence);
  });

  test('the recipient is missing without a valid trust list', () => {
    expect(describeMissing({ ...ready, recipient: { is: 'unchecked' } })).toBeDefined();
  });
});

test.each<[string, Message, boolean]>([
  ['held', aHeldMessage(), true],
  ['released', aReleasedMessage(), true],
  ['unknown', anUnknownMessage(), true],
  ['unknown and erased', anUnknownMessage({ erasedAt: after(noon, minutes(1)) }), false],
  ['delivered', aDeliveredMessage(), false],
])('a message that is %s is shown under Waiting: %s', (_, message, shown) => {
  expect(isShownAsWaiting(view(message))).toBe(shown);
});

describe('what is known of a delivered message', () => {
  const at = Date.UTC(2026, 10, 1, 14, 3) as Message['heldAt'];
  const delivered = (outcome: DeliveredOutcome) =>
    describeStatus(
      view(aDeliveredMessage({ outcome, history: [{ at, event: 'delivered', outcome }] })),
      looking({ now: after(at, hours(1)) }),
    );
  const time = formatTime(at);

  test.each<[string, DeliveredOutcome]>([
    [
      `Sent at ${time} by email, taken by the mail server.`,
      { code: 'taken', service: 'mail-server', reply: '250 ok' },
    ],
    [`Sent at ${time} by email, taken by Amazon SES.`, { code: 'taken', service: 'amazon-ses', reply: '01' }],
    [`Put into the outbox at ${time}; no mail server is set up.`, { code: 'in-outbox' }],
  ])('a delivered message reads “%s”', (sentence, outcome) => {
    expect(delivered(outcome)).toBe(sentence);
  });
});
