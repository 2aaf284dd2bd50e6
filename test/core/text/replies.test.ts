import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../core/household/language.ts';
import { replies } from '../../../core/text/en/replies.ts';
import { renderReply } from '../../../core/text/replies.ts';

const english = languageOf('en-GB');

describe('a reply', () => {
  test('a reply is rendered part by part, with its reprompt', () => {
    expect(
      renderReply(
        { say: [{ code: 'held' }, { code: 'offer-to-add' }], reprompt: { code: 'offer-to-add' } },
        english,
      ),
    ).toEqual({ say: `${replies.held} ${replies['offer-to-add']}`, reprompt: replies['offer-to-add'] });
  });

  test('a reply that asks nothing is rendered without a reprompt', () => {
    expect(renderReply({ say: [{ code: 'goodbye' }] }, english)).toEqual({ say: replies.goodbye });
  });

  test.each([
    [0, 'Nothing is waiting.'],
    [1, 'One message is waiting for your phone.'],
    [2, '2 messages are waiting for your phone.'],
    [21, '21 messages are waiting for your phone.'],
  ])('a reply about %d waiting messages says the count', (count, say) => {
    expect(renderReply({ say: [{ code: 'waiting', count }] }, english)).toEqual({ say });
  });

  test('a reply that explains says the sentence of each piece of evidence', () => {
    const evidence = [
      { name: 'margin', observed: 'tight', weight: -0.5 },
      { name: 'recipient', observed: 'exact', weight: 2.5 },
    ] as const;
    expect(renderReply({ say: [{ code: 'because', evidence }] }, english).say).toBe(
      'What weighed most: Another contact sounds much like it. A contact was named exactly.',
    );
  });

  test('a reply that explains without evidence says that there was none', () => {
    expect(renderReply({ say: [{ code: 'because', evidence: [] }] }, english).say).toBe(
      'There was nothing that spoke either way.',
    );
  });
});

test('no English reply contains a placeholder or markup', () => {
  const texts = Object.values(replies).filter(text => typeof text === 'string');
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(text).not.toMatch(/[<>{}$]|undefined/);
});

test('the pairing card gives the code and the address of the phone app', () => {
  expect(replies.pairingCard('ABCD-EFGH', 'https://home.example/phone/')).toEqual({
    title: 'Pair your phone',
    text: 'Open https://home.example/phone/ on your phone and type the code ABCD-EFGH. It works once, for ten minutes.',
  });
});
