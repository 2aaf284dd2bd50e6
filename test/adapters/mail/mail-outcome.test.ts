import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type MailEnd, mailOutcome } from '../../../adapters/mail/mail-outcome.ts';

const failed = (more: Partial<Extract<MailEnd, { end: 'failed' }>>): MailEnd => ({
  end: 'failed',
  begun: false,
  code: 'ECONNECTION',
  ...more,
});
describe('how a mail ended says what became of it', () => {
  test.each([
    ['not-taken', 'try-later', failed({ code: 'EENVELOPE', during: 'RCPT TO', status: 503 })],
    ['not-taken', 'try-later', failed({ code: 'EPROTOCOL', during: 'EHLO', status: 550 })],
    ['not-taken', 'login-refused', failed({ code: 'EAUTH', status: 454 })],
    ['not-taken', 'login-refused', failed({ code: 'EAUTH' })],
    ['not-taken', 'server-not-found', failed({ code: 'EDNS', cause: 'ENOTFOUND' })],
    ['not-taken', 'no-secure-connection', failed({ code: 'ESOCKET', cause: 'CERT_HAS_EXPIRED' })],
    ['not-taken', 'timed-out', failed({ code: 'ETIMEDOUT' })],
    ['not-taken', 'not-reached', failed({ code: 'something new' })],
    ['refused', 'bad-address', failed({ code: 'EENVELOPE', during: 'API' })],
    ['refused', 'refused', failed({ code: 'EMESSAGE', begun: true, status: 535 })],
    ['unclear', 'went-quiet', failed({ code: 'something new', begun: true })],
    ['unclear', 'went-quiet', failed({ code: 'EMESSAGE', begun: true, status: 354 })],
  ])('an SMTP exchange ends as %s with the code %s', (result, code, end) => {
    expect(mailOutcome(end)).toMatchObject({ result, outcome: { code } });
  });
});

const anyFailure = fc.record(
  {
    end: fc.constant('failed' as const),
    begun: fc.boolean(),
    code: fc.constantFrom(
      'ECONNECTION',
      'ESOCKET',
      'ETIMEDOUT',
      'EMESSAGE',
      'EENVELOPE',
      'ESTREAM',
      'EPROTOCOL',
    ),
    during: fc.constantFrom('CONN', 'MAIL FROM', 'RCPT TO', 'DATA', 'API'),
    status: fc.integer({ min: 200, max: 599 }),
    reply: fc.string(),
  },
  { requiredKeys: ['end', 'begun', 'code'] },
);

test('an exchange that had not begun is never unclear, and one that had begun is clear only after a refusal', () => {
  fc.assert(
    fc.property(anyFailure, end => {
      const { result } = mailOutcome(end);
      const saidNo = end.status !== undefined && end.status >= 400;
      return end.begun ? (result === 'unclear') === !saidNo : result !== 'unclear';
    }),
  );
});

test('a failed exchange is never a delivery', () => {
  fc.assert(fc.property(anyFailure, end => mailOutcome(end).result !== 'taken'));
});

test('a long reply of many lines is kept as one line of at most 300 characters', () => {
  const reply = `550-no\r\n550 ${'x'.repeat(5_000)}`;
  const { outcome } = mailOutcome(failed({ code: 'EENVELOPE', status: 550, reply }));
  expect(outcome).toEqual({
    code: 'refused',
    service: 'mail-server',
    reply: expect.stringMatching(/^550-no 550 x{289}$/),
  });
});
