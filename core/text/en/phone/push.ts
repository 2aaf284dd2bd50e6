/** What the phone app says about notifications. */
export const push = {
  notification: {
    unread: 'Something has changed in your house',
    unreadBody: 'Open the app to see what.',
    discard: 'Discard',
    discarded: 'Discarded',
    discardedBody: 'Nothing was sent.',
    notDiscarded: 'Not discarded',
    notConfirmed: 'Not confirmed',
    notConfirmedBody: 'The house did not answer. Open the app to ask again.',
  },

  notSubscribed: 'This browser could not switch notifications on. Try again later, or in another browser.',

  settings: {
    title: 'Notifications',
    about:
      'A message waits an hour for you. A notification tells you at once, so that it does not expire unseen. It never shows what was said.',
    waitingHint: 'Notifications are off on this phone.',
    turnOn: 'Switch on notifications',
    turnOff: 'Switch off',
    test: 'Send a test',
    tested: {
      taken: 'A test is on its way. It should appear in a few seconds.',
      gone: 'The browser has forgotten this phone. Switch notifications off and on again.',
      later: 'The push service is busy or cannot be reached. Try again later.',
      refused: 'The push service refused it.',
    },
    noneArrived: 'None has arrived yet.',
    arrived: (when: string) => `The last one arrived at ${when}.`,
    state: {
      unsupported: 'This browser has no notifications. Keep the page open, or use another browser.',
      'needs-home-screen': 'On an iPhone or iPad they come only to an app on the home screen:',
      denied:
        'They were refused for this page. Allow them in the browser’s settings for this site, then come back.',
      on: 'They are on for this phone.',
    },
    homeScreen: [
      'Tap Share at the bottom of Safari.',
      'Choose “Add to Home Screen”, then “Add”.',
      'Open Second Yes from the home screen and pair it there.',
    ],
  },
};
