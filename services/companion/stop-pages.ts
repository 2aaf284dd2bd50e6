import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { replayTrustList } from '../../core/approval/trust-list.ts';
import { allowMessages, consentOf, stopMessages } from '../../core/household/consent.ts';
import { readStopToken, type Stoppable, stopKeyFrom } from '../../core/household/stop-token.ts';
import { STOP_PAGE } from '../../core/text/texts.ts';
import { changeConsent } from '../storage/change-consent.ts';
import { failureCode } from '../storage/store-failure.ts';
import type { CompanionParts } from './companion-parts.ts';
import { refuse } from './requests/problem-response.ts';
import { addressLimits } from './requests/rate-limits.ts';
import { STOP_PAGE_POLICY, type StopAction, stopPage } from './stop-page.ts';

type Parts = Pick<
  CompanionParts,
  'documents' | 'anchor' | 'sealKey' | 'clock' | 'rates' | 'addressOf' | 'log'
>;

/** A form with one button, or what a mail program sends (RFC 8058 §3.2). */
const BODY_LIMIT = 4 * 1024;

const text = STOP_PAGE.en;

/**
 * The pages on which recipients stop a household's messages and allow them again, by the links of mails
 * (`core/household/stop-token.ts`). Opening one changes nothing: mail scanners open every link. A link that this program
 * has not made, and one whose household was erased, get the same answer.
 */
export function stopPages({ documents, anchor, sealKey, clock, rates, addressOf, log }: Parts): Hono {
  const key = stopKeyFrom(sealKey);
  const pages = new Hono();

  pages.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      contentSecurityPolicy: STOP_PAGE_POLICY,
    }),
  );
  pages.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  pages.use(...addressLimits(rates.stop, addressOf));
  pages.use(bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, { refused: 'body-too-large' }) }));
  pages.notFound(unknown);
  pages.onError((error, c) => {
    log({ event: 'request failed', code: failureCode(error) });
    return c.html(stopPage({ says: [text.failed] }), 500);
  });

  pages.get('/:token', async c => {
    const found = await find(c.req.param('token'));
    if (!found) return unknown(c);
    const { household, address } = found.stoppable;
    const consent = await documents.get(household, 'consent', 'consent');
    return c.html(consentOf(consent, address)?.stopped ? stopped(found.name) : asking(found.name));
  });

  pages.post('/:token', async c => {
    const found = await find(c.req.param('token'));
    if (!found) return unknown(c);
    const action = actionIn(await c.req.parseBody());
    if (!action) return c.html(asking(found.name), 400);
    const { household, address } = found.stoppable;
    await changeConsent(documents, household, consent =>
      action === 'stop'
        ? stopMessages(consent, address, { at: clock(), by: 'page' })
        : allowMessages(consent, address),
    );
    log({ event: action === 'stop' ? 'messages stopped' : 'messages allowed' });
    return c.html(action === 'stop' ? stopped(found.name) : allowed(found.name));
  });

  /**
   * What the token stops, and the household's name; undefined unless both the token and the household are this
   * program's.
   */
  async function find(token: string): Promise<{ stoppable: Stoppable; name: string | null } | undefined> {
    const stoppable = readStopToken(token, key);
    const { household } = stoppable ?? {};
    const stored = household && (await documents.get(household, 'trust', 'trust'));
    if (!stoppable || !stored) return undefined;
    const trust = await replayTrustList(stored.links, stoppable.household, { anchor });
    return { stoppable, name: 'refused' in trust ? null : trust.settings.householdName };
  }

  return pages;
}

const unknown = (c: Context) => c.html(stopPage({ says: [text.unknown] }), 404);

const asking = (name: string | null) =>
  stopPage({ says: [text.ask(name)], button: { does: 'stop', label: text.stop } });
const stopped = (name: string | null) =>
  stopPage({ says: [text.stopped(name), text.allowAgain], button: { does: 'allow', label: text.allow } });
const allowed = (name: string | null) =>
  stopPage({ says: [text.allowed(name)], button: { does: 'stop', label: text.stop } });

/** What a form asks for; undefined if it is neither the page's nor a mail program's. */
function actionIn(form: Record<string, unknown>): StopAction | undefined {
  if (form['List-Unsubscribe'] === 'One-Click') return 'stop';
  const { action } = form;
  return action === 'stop' || action === 'allow' ? action : undefined;
}
