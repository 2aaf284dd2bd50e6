import { appendLink as appendLinkRoute, showTrustList } from '../../../core/api/trust-routes.ts';
import { appendLink } from '../append-link.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { serveToPhones } from '../requests/serve-route.ts';

/** The trust list: show it, and add a link. */
export const trustHandlers = ({ anchor, clock }: CompanionParts) => ({
  showTrustList: serveToPhones(showTrustList, async ({ links }) => ({ answer: { links } })),

  appendLink: serveToPhones(appendLinkRoute, async ({ documents, household }, _, body) => {
    const appended = await appendLink({ documents, anchor }, { household, ...body, now: clock() });
    return 'refused' in appended ? appended : { answer: appended };
  }),
});
