import { describe, expect, test } from '@jest/globals';
import { askingPerson } from '../../../bench/speech/asking-person.ts';
import { forcingPlatform } from '../../../bench/speech/forcing-platform.ts';
import { ForcedNames } from '../../../bench/speech/heard-as-name.ts';
import { randomOf } from '../../../bench/speech/random.ts';
import { replay } from '../../../bench/evaluate/replay.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';

const contact = (name: string, id = name): Contact => ({
  id: id as ContactId,
  name,
  nicknames: [],
  addresses: [],
});
const contacts = ['Christopher', 'Mary', 'Stephanie'].map(name => contact(name));
const names = new ForcedNames(contacts);
const observed = ({ story }: ReturnType<typeof replay>) =>
  story.turns.map(({ evidence }) => evidence.map(one => `${one.name}: ${one.observed}`));

/** A room with these windows of words as its next answers. */
const room = (...windows: string[]) => {
  let next = 0;
  return forcingPlatform(() => windows[next++]?.split(' '), names);
};
const talk = 'and then we went over there because you know they had it and i mean it was the';

describe('an accident through the skill’s own path', () => {
  test('an accident without any name ends after its second miss', () => {
    const replayed = replay(room(talk, talk, talk), contacts, 's');
    expect(replayed).toMatchObject({ outcome: 'ended', spokenTurns: 3 });
    expect(observed(replayed).flat()).toEqual(['opening: opened']);
  });

  test('an accident that only sounds near a contact ends without a message, however often', () => {
    const very = `it was very ${talk}`;
    const replayed = replay(room(very, very, very, very, very), contacts, 's');
    expect(replayed.outcome).toBe('ended');
    expect(observed(replayed).flat()).toContain('recipient: near');
  });

  test('an accident that names a contact is stopped by its content', () => {
    const replayed = replay(room(`but christopher ${talk}`, talk), contacts, 's');
    expect(observed(replayed).at(-1)).toEqual(['content: talk-3', 'length: breath']);
    expect(replayed.outcome).toBe('stopped');
  });

  test('an accident ends with the talk', () => {
    expect(replay(room(), contacts, 's')).toMatchObject({ outcome: 'ended', spokenTurns: 1 });
  });

  test('the forcing platform prefers the name that it heard before', () => {
    const platform = forcingPlatform(() => ['stephanie', 'very'], names);
    expect(platform.nextRequest('name-again', 'Mary' as ContactId)).toMatchObject({
      slots: { nameAgain: { value: 'very', resolved: { id: 'Mary' } } },
    });
    expect(platform.nextRequest('recipient', undefined)).toMatchObject({
      slots: { recipient: { value: 'stephanie' } },
    });
  });
});

describe('a genuine request through the skill’s own path', () => {
  const asking = (namesRecipient: boolean, noise = 0, who = contacts[0] as Contact) =>
    askingPerson({ namesRecipient, content: "I'm running late, see you at seven" }, who, contacts, {
      noise,
      random: randomOf(1),
    });

  test('a genuine request in one sentence takes two turns', () => {
    const replayed = replay(asking(true), contacts, 's');
    expect(replayed).toMatchObject({ outcome: 'held', recipient: 'Christopher', spokenTurns: 2 });
  });

  test('a genuine request without a name takes three turns, one fewer than in 2018', () => {
    expect(replay(asking(false), contacts, 's')).toMatchObject({ outcome: 'held', spokenTurns: 3 });
  });

  test('a genuine request to a name of another script or without a pronunciation is held', () => {
    for (const name of ['Ольга', '李雷', 'Zbigniew']) {
      const wanted = contact(name, 'wanted');
      const book = [wanted, ...contacts];
      const options = { noise: 0, random: randomOf(1) };
      const person = askingPerson({ namesRecipient: true, content: 'happy birthday' }, wanted, book, options);
      expect(replay(person, book, 's')).toMatchObject({ outcome: 'held', recipient: 'wanted' });
    }
  });

  test('a genuine request that is always misheard is asked again and not guessed', () => {
    const replayed = replay(asking(true, 1, contacts[1]), contacts, 's');
    expect(replayed.story.turns.length).toBeGreaterThan(1);
    expect(observed(replayed).flat()).not.toContain('recipient: exact');
  });
});
