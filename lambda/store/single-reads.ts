import type { Documents } from './documents.ts';

/** What is read together, made of single reads: for engines that ask nobody else for them. */
export const singleReads = ({ get, list }: Pick<Documents, 'get' | 'list'>): Pick<Documents, 'overview'> => ({
  async overview(household, { messages: limit }) {
    const [trust, house, messages] = await Promise.all([
      get(household, 'trust', 'trust'),
      get(household, 'household', 'household'),
      list(household, 'message', { limit }),
    ]);
    return { trust, house, messages };
  },
});
