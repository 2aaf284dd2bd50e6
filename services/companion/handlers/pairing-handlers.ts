import {
  findHousehold,
  pairPhone as pairPhoneRoute,
  showHousehold,
} from '../../../core/api/pairing-routes.ts';
import { invitePhone, showCandidate } from '../../../core/api/phone-routes.ts';
import { isPointOnCurve, phoneIdOf } from '../../../core/approval/jws.ts';
import { findReadingProblem } from '../../../core/household/readable-name.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { candidateOf, inviteFurther, isPairingOpen, pairPhone } from '../pair-phone.ts';
import { verifyArrived } from '../requests/proven-request.ts';
import { arrivedOf, serveOpenly, serveToPhones } from '../requests/serve-route.ts';

/** Pairing: find the household of a code, pair a phone, invite a further one. */
export function pairingHandlers(parts: CompanionParts) {
  const { documents, households, anchor, random, clock, addressOf, log } = parts;
  const codes = 'byCode' in households ? households.byCode : undefined;
  return {
    findHousehold: serveOpenly(findHousehold, async (_, { code }) => {
      // A home server has one household, whichever code was typed; pairing then refuses a wrong code.
      const household =
        'only' in households ? households.only : await households.byCode.householdOf(code, clock());
      if (household === undefined) return { refused: 'code-unknown' };
      return { answer: { household, open: await isPairingOpen(documents, household, clock()) } };
    }),

    showHousehold: serveOpenly(showHousehold, async () =>
      'only' in households ? { answer: { household: households.only } } : { refused: 'not-found' },
    ),

    pairPhone: serveOpenly(pairPhoneRoute, async ({ household }, body, c) => {
      // Pairing the same key again changes nothing, so this proof need not be stored, and strangers write nothing.
      const verified = await verifyArrived(arrivedOf(c, household), parts);
      if ('refused' in verified) return verified;
      const { phone } = verified;
      if (phone !== phoneIdOf(body.phone.key)) return { refused: 'proof-invalid' };
      if (!(await isPointOnCurve(body.recovery))) return { refused: 'body-malformed' };
      const unreadable = findReadingProblem(body.phone.name);
      if (unreadable) return { refused: unreadable };
      const paired = await pairPhone(parts, household, body, { sender: addressOf(c).sender, now: clock() });
      if ('refused' in paired) return paired;
      if ('waiting' in paired) return { answer: { household, phone, waiting: true as const } };
      log({ event: 'phone paired' });
      return { answer: { household, phone, links: paired.links } };
    }),

    invitePhone: serveToPhones(invitePhone, async ({ documents, household }) => ({
      answer: await inviteFurther({ documents, anchor, random, codes }, household, clock()),
    })),

    showCandidate: serveToPhones(showCandidate, async ({ documents, household }) => {
      const candidate = await candidateOf(documents, household, clock());
      return { answer: { ...(candidate && { candidate }) } };
    }),
  };
}
