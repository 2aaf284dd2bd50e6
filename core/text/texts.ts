import type { ProblemCode } from '../api/problem.ts';
import type { InEveryLanguage } from '../household/language.ts';
import type { RecordingRefusal } from '../message/recording/recording-refusal.ts';
import { chat as chatInEnglish } from './en/chat.ts';
import { exported as exportedInEnglish } from './en/export.ts';
import { mail as mailInEnglish, testMail as testMailInEnglish } from './en/mail.ts';
import { notification as notificationInEnglish } from './en/notification.ts';
import { problems as problemsInEnglish } from './en/problems.ts';
import { recordingRefusals as recordingRefusalsInEnglish } from './en/recording-refusals.ts';
import { replies as repliesInEnglish } from './en/replies.ts';
import { screens as screensInEnglish } from './en/screens.ts';
import { stopPage as stopPageInEnglish } from './en/stop-page.ts';
import type { ChatTexts } from './chat.ts';
import type { MailTexts, TestMailTexts } from './mail.ts';
import type { NotificationTexts } from './notification.ts';
import type { ReplyTexts } from './replies.ts';
import type { ScreenTexts } from './screens.ts';
import type { StopPageTexts } from './stop-page.ts';

/** One sentence for each problem: what is wrong, and what the owner can do. */
export type ProblemTexts = Readonly<Record<ProblemCode, string>>;

/** One sentence for each refusal of audio: what is wrong with it, and what helps. */
export type RecordingRefusalTexts = Readonly<Record<RecordingRefusal, string>>;

/** What the archive of a household's data says in one language. */
export type ExportTexts = Readonly<{
  readme: string;
  /** The name of a recording's file, without its ending. `date`: `2026-11-28`; `time`: `07-15-00`. */
  recording: (of: { date: string; time: string; room: string; contact: string }) => string;
  unknownRoom: string;
  unknownContact: string;
}>;

// One table for each concern, so that a bundle holds only the texts that its program uses. Those of the phone app are in
// `phone/`: it loads some of them late.
export const REPLIES: InEveryLanguage<ReplyTexts> = { en: repliesInEnglish };
export const SCREENS: InEveryLanguage<ScreenTexts> = { en: screensInEnglish };
export const NOTIFICATION_TEXTS: InEveryLanguage<NotificationTexts> = { en: notificationInEnglish };
export const MAIL_TEXTS: InEveryLanguage<MailTexts> = { en: mailInEnglish };
export const TEST_MAIL_TEXTS: InEveryLanguage<TestMailTexts> = { en: testMailInEnglish };
export const RECORDING_REFUSAL_TEXTS: InEveryLanguage<RecordingRefusalTexts> = {
  en: recordingRefusalsInEnglish,
};
export const CHAT_TEXTS: InEveryLanguage<ChatTexts> = { en: chatInEnglish };
export const EXPORT_TEXTS: InEveryLanguage<ExportTexts> = { en: exportedInEnglish };
export const STOP_PAGE: InEveryLanguage<StopPageTexts> = { en: stopPageInEnglish };
export const PROBLEMS: InEveryLanguage<ProblemTexts> = { en: problemsInEnglish };
