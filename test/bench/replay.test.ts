import { describe, expect, test } from '@jest/globals';
import { askingPerson } from '../../bench/speech/asking-person.ts';
import { forcingPlatform } from '../../bench/speech/forcing-platform.ts';
import { ForcedNames } from '../../bench/speech/heard-as-name.ts';
import { randomOf } from '../../bench/speech/random.ts';
import { replay } from '../../bench/evaluate/replay.ts';
import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';

const contact = (name: string): Contact => ({ id: name as ContactId, name, nicknames: [], addresses: [] });
const contacts = ['Christopher', 'Mary', 'Stephanie'].map(contact);
const names = new ForcedNames(contacts);
const observed = ({ story }: ReturnType<typeof replay>) =>
  story.turns.map(({ evidence }) => evidence.map(one => `${one.name}: ${one.observed}`));

/** A room in which these are the next answers, each a window of words. */
const room = (...windows: string[]) => {
  let next = 0;
  return forcingPlatform(() => windows[next++]?.split(' '), names);
};
const talk = 'and then we went over there because you know they had it and i mean it was the';

describe('an accident through the skill’s own path', () => {
  test('without any name is stopped after its second miss', () => {
    const replayed = replay(room(talk, talk, talk), contacts, 's');
    expect(replayed.outcome).toBe('stopped');
    expect(
      observed(replayed)
        .flat()
        .filter(one => one === 'miss: not-understood'),
    ).toHaveLength(2);
  });

  test('that only ever sounds like a contact is never believed', () => {
    const very = `it was very ${talk}`;
    const replayed = replay(room(very, very, very, very, very), contacts, 's');
    expect(replayed.outcome).toBe('stopped');
    expect(observed(replayed).flat()).toContain('recipient: near');
  });

  test('that names a contact is stopped by what it says then', () => {
    const replayed = replay(room(`but christopher ${talk}`, talk), contacts, 's');
    expect(observed(replayed).at(-1)).toEqual(['content: talk-3', 'length: breath']);
    expect(replayed.outcome).toBe('stopped');
  });

  test('ends with the talk', () => {
    expect(replay(room(), contacts, 's')).toMatchObject({ outcome: 'stopped', spoken: 1 });
  });

  test('is forced to whoever agrees with what was heard before', () => {
    const other = forcingPlatform(() => ['stephanie', 'very'], names);
    expect(other.answers('name-again', 'Mary' as ContactId)).toMatchObject({
      slots: { nameAgain: { value: 'very', resolved: { id: 'Mary' } } },
    });
    expect(other.answers('recipient', undefined)).toMatchObject({
      slots: { recipient: { value: 'stephanie' } },
    });
  });
});

describe('a genuine request through the skill’s own path', () => {
  const asking = (named: boolean, rate = 0, who = contacts[0] as Contact) =>
    askingPerson({ named, content: "I'm running late, see you at seven" }, who, contacts, {
      rate,
      random: randomOf(1),
    });

  test('in one sentence takes two turns', () => {
    const replayed = replay(asking(true), contacts, 's');
    expect(replayed).toMatchObject({ outcome: 'held', recipient: 'Christopher', spoken: 2 });
  });

  test('without a name takes three, one fewer than in 2018', () => {
    expect(replay(asking(false), contacts, 's')).toMatchObject({ outcome: 'held', spoken: 3 });
  });

  test('in other scripts and without a pronunciation is held too', () => {
    for (const name of ['Ольга', '李雷', 'Zbigniew']) {
      const house = [contact(name), ...contacts];
      const person = askingPerson({ named: true, content: 'happy birthday' }, house[0] as Contact, house, {
        rate: 0,
        random: randomOf(1),
      });
      expect(replay(person, house, 's')).toMatchObject({ outcome: 'held', recipient: name });
    }
  });

  test('that is always misheard is asked again rather than guessed', () => {
    const replayed = replay(asking(true, 1, contacts[1]), contacts, 's');
    expect(replayed.story.turns.length).toBeGreaterThan(1);
    expect(observed(replayed).flat()).not.toContain('recipient: exact');
  });
});
