import type { Documents } from '../ports/documents.ts';

/** What is read together, made of single reads: for engines that ask nobody else for them. */
export const singleReads = ({
  get,
  list,
}: Pick<Documents, 'get' | 'list'>): Pick<Documents, 'overview' | 'phones'> => ({
  async overview(household, { messages: limit }) {
    const [trust, house, messages] = await Promise.all([
      get(household, 'trust', 'trust'),
      get(household, 'household', 'household'),
      list(household, 'message', { limit }),
    ]);
    return { trust, house, messages };
  },
  async phones(household) {
    const [trust, house, subscriptions] = await Promise.all([
      get(household, 'trust', 'trust'),
      get(household, 'household', 'household'),
      list(household, 'subscription'),
    ]);
    return { trust, house, subscriptions };
  },
});
