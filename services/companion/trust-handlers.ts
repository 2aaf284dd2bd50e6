import { appendLink as appendLinkRoute, showTrustList } from '../../core/api/trust-routes.ts';
import { appendLink } from './append-link.ts';
import type { ServedParts } from './companion-parts.ts';
import { serveToPhones } from './serve-route.ts';

/** The trust list: show it, and add a link. */
export const trustHandlers = ({ replayTrust, clock }: ServedParts) => ({
  showTrustList: serveToPhones(showTrustList, async ({ links }) => ({ answer: { links } })),

  appendLink: serveToPhones(appendLinkRoute, async ({ documents, household }, _, body) => {
    const appended = await appendLink({ documents, replayTrust }, household, body, clock());
    return 'refused' in appended ? appended : { answer: appended };
  }),
});
