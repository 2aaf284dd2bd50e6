import type { Documents } from '../ports/documents.ts';

/** `overview` and `phones` made of single reads, for engines in the same process, where a read costs no round trip. */
export const singleReads = ({
  get,
  list,
}: Pick<Documents, 'get' | 'list'>): Pick<Documents, 'overview' | 'phones'> => ({
  async overview(household, { messages: limit }) {
    const [trust, householdDocument, messages] = await Promise.all([
      get(household, 'trust', 'trust'),
      get(household, 'household', 'household'),
      list(household, 'message', { limit }),
    ]);
    return { trust, householdDocument, messages };
  },
  async phones(household) {
    const [trust, householdDocument, subscriptions] = await Promise.all([
      get(household, 'trust', 'trust'),
      get(household, 'household', 'household'),
      list(household, 'subscription'),
    ]);
    return { trust, householdDocument, subscriptions };
  },
});
