import { changeRoom, listRooms, listStoppedConversations } from './room-routes.ts';
import { listAddressReports } from './address-routes.ts';
import { eraseHousehold, exportHousehold, listActivity } from './household-routes.ts';
import {
  answerMessage,
  beginListening,
  downloadRecording,
  listMessages,
  showMessage,
  undoAnswer,
} from './message-routes.ts';
import { findHousehold, pairPhone, showHousehold } from './pairing-routes.ts';
import { invitePhone, showCandidate } from './phone-routes.ts';
import { recordAgain } from './record-again-route.ts';
import { registerPasskey } from './phone-routes.ts';
import { showPush, testPush, turnPushOff, turnPushOn } from './push-routes.ts';
import { listStartedChats, offerChatLink } from './chat-routes.ts';
import type { Route } from './route.ts';
import { showServer, testMail } from './server-routes.ts';
import { appendLink, showTrustList } from './trust-routes.ts';

/** The whole phone API. A route that nobody serves or describes does not compile. */
export const ROUTES = {
  findHousehold,
  showHousehold,
  pairPhone,
  showTrustList,
  appendLink,
  listMessages,
  showMessage,
  downloadRecording,
  beginListening,
  answerMessage,
  undoAnswer,
  recordAgain,
  listRooms,
  changeRoom,
  listStoppedConversations,
  listAddressReports,
  listActivity,
  exportHousehold,
  eraseHousehold,
  invitePhone,
  showCandidate,
  registerPasskey,
  showPush,
  turnPushOn,
  turnPushOff,
  testPush,
  offerChatLink,
  listStartedChats,
  showServer,
  testMail,
} as const satisfies Record<string, Route>;
export type Routes = typeof ROUTES;
export type RouteName = keyof Routes;
