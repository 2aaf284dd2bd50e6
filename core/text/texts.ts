import type { InEveryLanguage } from '../household/language.ts';
import { chat as chatInEnglish } from './en/chat.ts';
import { exported as exportedInEnglish } from './en/export.ts';
import { mail as mailInEnglish } from './en/mail.ts';
import { notification as notificationInEnglish } from './en/notification.ts';
import { problems as problemsInEnglish } from './en/problems.ts';
import { recordingRefusals as recordingRefusalsInEnglish } from './en/recording-refusals.ts';
import { replies as repliesInEnglish } from './en/replies.ts';
import { screens as screensInEnglish } from './en/screens.ts';
import { stopPage as stopPageInEnglish } from './en/stop-page.ts';
import { common } from './en/phone/common.ts';
import { contacts } from './en/phone/contacts.ts';
import { messages } from './en/phone/messages.ts';
import { pairing } from './en/phone/pairing.ts';
import { push } from './en/phone/push.ts';
import { session } from './en/phone/session.ts';
import type { ChatTexts } from './chat.ts';
import type { ExportTexts } from './export.ts';
import type { MailTexts } from './mail.ts';
import type { NotificationTexts } from './notification.ts';
import type { ProblemTexts } from './problems.ts';
import type { RecordingRefusalTexts } from './recording-refusals.ts';
import type { ReplyTexts } from './replies.ts';
import type { ScreenTexts } from './screens.ts';
import type { StopPageTexts } from './stop-page.ts';

// One table for each concern, so that a bundle holds only the texts that its program uses.
export const REPLIES: InEveryLanguage<ReplyTexts> = { en: repliesInEnglish };
export const SCREENS: InEveryLanguage<ScreenTexts> = { en: screensInEnglish };
export const NOTIFICATION_TEXTS: InEveryLanguage<NotificationTexts> = { en: notificationInEnglish };
export const MAIL_TEXTS: InEveryLanguage<MailTexts> = { en: mailInEnglish };
export const RECORDING_REFUSAL_TEXTS: InEveryLanguage<RecordingRefusalTexts> = {
  en: recordingRefusalsInEnglish,
};
export const CHAT_TEXTS: InEveryLanguage<ChatTexts> = { en: chatInEnglish };
export const EXPORT_TEXTS: InEveryLanguage<ExportTexts> = { en: exportedInEnglish };
export const STOP_PAGE: InEveryLanguage<StopPageTexts> = { en: stopPageInEnglish };
export const PROBLEMS: InEveryLanguage<ProblemTexts> = { en: problemsInEnglish };

// The phone app: a table for each of its features; those for evidence and settings are in evidence.ts and
// phone-settings.ts, those of the contacts screen in phone-contacts-screen.ts, and those of recording again in
// phone-record-again.ts, because the app loads them later.
export const PHONE_COMMON: InEveryLanguage<typeof common> = { en: common };
export const PHONE_CONTACTS: InEveryLanguage<typeof contacts> = { en: contacts };
export const PHONE_MESSAGES: InEveryLanguage<typeof messages> = { en: messages };
export const PHONE_PAIRING: InEveryLanguage<typeof pairing> = { en: pairing };
export const PHONE_PUSH: InEveryLanguage<typeof push> = { en: push };
export const PHONE_SESSION: InEveryLanguage<typeof session> = { en: session };
