import type { NotificationTexts } from '../notification.ts';

/** What notifications say. */
export const notification: NotificationTexts = {
  waiting: 'A message is waiting for your yes',
  reminder: minutes =>
    minutes === 1 ? 'One minute left for a message' : `${minutes} minutes left for a message`,
  allWaiting: messages => (messages === 1 ? '1 message is waiting' : `${messages} messages are waiting`),
  noneWaiting: 'No message is waiting any more',
  from: room => `From ${room}`,
  fromFor: (room, contact) => `From ${room}, for ${contact}`,
  unknownRoom: 'an Echo',
  answered: 'A message was answered',
  answeredOn: phone => `Answered on ${phone}`,
  discardedByVoice: 'Discarded by voice',
  expired: 'Nobody answered; it was erased',
  delayed: 'A message can’t be sent yet',
  failed: 'A message could not be delivered',
  unknown: 'A message may not have arrived',
  test: 'Notifications arrive',
  testBody: 'Your household sent this test to this phone.',
  revoked: 'This phone was removed from the household',
  revokedBy: phone => `By ${phone}`,
  recovered: 'With the recovery code',
  troubles: {
    'mail-refused': 'Your mail server refuses the login',
    'mail-not-reached': 'Your mail server can’t be reached',
    'mail-came-back': 'A mail to a contact came back',
    'disk-nearly-full': 'The disk of Second Yes is nearly full',
    'push-lost': 'A phone no longer gets notifications',
    'clock-wrong': 'The clock of Second Yes is wrong',
  },
  troubleBody: 'Open the app to see what to do.',
};
