/** What the phone app says about its connection to Second Yes and about the trust list. */
export const session = {
  problem: {
    noAnswer: 'The house did not answer.',
    noPasskey: 'Your face, finger or PIN was not given. Nothing was changed.',
    notUnderstood: 'The house answered something this page does not understand. Reload the page.',
  },

  connection: {
    seenAt: (when: string) => `Not connected. This is what the house showed at ${when}.`,
    lost: 'No connection to the house. Check that it runs and that this phone is online; this page keeps trying.',
    refused: (title: string) => `The house refuses this phone’s requests: ${title}`,
    pairAgain: 'Pair again',
    pairAgainSure: 'Forget the house and pair again',
    pairAgainWarning:
      'This forgets the key of this phone for good. If it is the only phone that the house knows, nobody can answer its messages afterwards.',
  },

  trust: {
    loading: 'Checking the house’s list of contacts…',
    broken:
      'The list of phones and contacts that the house shows does not hold: a signature or a link is wrong. Somebody may have changed it. This phone allows nothing until the list is mended.',
    shorter:
      'The house shows a shorter list of contacts than this phone has seen. It may have been restored from an old copy. This phone allows nothing until the newer list is back.',
    revoked: (when: string, name: string | undefined) =>
      `This phone was removed from the house on ${when}, ${name === undefined ? 'with the recovery code' : `by ${name}`}. It can neither read nor release anything. If that was not you, speak to whoever holds the other phone.`,
    'not-paired':
      'This phone was revoked, or the house no longer knows it. It can neither read nor release anything. It can be paired again with a new code.',
    rewritten:
      'The house shows another list of contacts than this phone has seen. Somebody may have changed it. This phone allows nothing until the list is back.',
  },
};
