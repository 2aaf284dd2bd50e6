/** What the phone app says about notifications. */
export const push = {
  /** What the service worker shows. */
  notification: {
    unread: 'Something changed in Second Yes',
    unreadBody: 'Open the app to see what.',
    discard: 'Discard',
    discarded: 'Discarded',
    discardedBody: 'Nothing was sent.',
    notDiscarded: 'Not discarded',
    notConfirmed: 'Not confirmed',
    notConfirmedBody: 'Second Yes didn’t answer. Open the app to try again.',
  },

  /** Why the browser gave no subscription. */
  notSubscribed: {
    unreachable:
      'This browser couldn’t reach its push service. Check that the phone is online, then try again.',
    refused: 'This browser refuses notifications here, as private windows do. Use another window or browser.',
    silent: 'This browser didn’t answer. Close this page, open it again, then try again.',
    other: 'This browser couldn’t turn on notifications. Try again later, or use another browser.',
  },

  settings: {
    title: 'Notifications',
    about:
      'A message waits for a limited time. A notification tells you at once, so that it doesn’t expire unseen. It never shows what was said.',
    off: 'Notifications are off on this phone.',
    turnOn: 'Turn on notifications',
    asking: 'Your browser asks now. Choose “Allow”.',
    slow: 'Still waiting for your browser. Its question may be behind an icon in the address bar.',
    notAnswered: 'Notifications are still off, because the browser’s question was closed.',
    turnOff: 'Turn off',
    test: 'Send a test',
    tested: {
      taken: 'A test is on its way. It should appear in a few seconds.',
      gone: 'The browser has forgotten this phone. Turn notifications off and on again.',
      later: 'The push service is busy or can’t be reached. Try again later.',
      refused: 'The push service refused it.',
    },
    noneArrived: 'None yet.',
    arrived: (when: string) => `The last one arrived at ${when}.`,
    state: {
      unsupported: 'This browser can’t show notifications. Keep the page open, or use another browser.',
      'needs-home-screen': 'On an iPhone or iPad, notifications come only to an app on the home screen:',
      denied:
        'Notifications are blocked. Allow them for this site in your browser’s settings, then come back.',
      on: 'Notifications are on for this phone.',
    },
    homeScreen: [
      'Tap Share at the bottom of Safari.',
      'Choose “Add to Home Screen”, then “Add”.',
      'Open Second Yes from the home screen and pair it there.',
    ],
  },
};
