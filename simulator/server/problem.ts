import { RECORDING_REFUSALS, type RecordingRefusal } from '../../core/message/recording/recording-refusal.ts';
import { RECORDING_REFUSAL_TEXTS } from '../../core/text/texts.ts';

/** The refusals of the simulator. A page acts on the code and shows the title. */
const PROBLEMS = {
  'other-host': {
    status: 421,
    title:
      'This page answers only to localhost, 127.0.0.1 and [::1], so that no web page elsewhere can reach it.',
  },
  'not-entered': {
    status: 401,
    title: 'Open the link that the home server printed when it started.',
  },
  'other-origin': { status: 403, title: 'Only the page of the simulator may talk to this Echo.' },
  'wrong-content-type': { status: 415, title: 'Send JSON here, or audio where a recording is asked for.' },
  'body-malformed': { status: 400, title: 'The request cannot be read.' },
  'body-too-large': { status: 413, title: 'That is too much at once.' },
  'no-such-room': { status: 404, title: 'There is no such room.' },
  'no-such-scenario': { status: 404, title: 'There is no such scenario.' },
  'no-session': { status: 409, title: 'The Echo isn’t listening.' },
  'not-asked': { status: 409, title: 'The Echo is not asking for a message now, so nothing was recorded.' },
  'skill-failed': { status: 502, title: 'The skill did not answer. Its session has ended.' },
  'no-such-mail': { status: 404, title: 'There is no such mail, or no recording with it.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  failed: { status: 500, title: 'Something went wrong here. Look at the console.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS | RecordingRefusal;

/** The status and the body of a refusal. */
export function problemFor(code: ProblemCode): { status: number; body: { code: string; title: string } } {
  if (!isRecordingRefusal(code))
    return { status: PROBLEMS[code].status, body: { code, title: PROBLEMS[code].title } };
  const status = code === 'recording-too-large' ? 413 : 422;
  // These pages are in English only.
  return { status, body: { code, title: RECORDING_REFUSAL_TEXTS.en[code] } };
}

const isRecordingRefusal = (code: ProblemCode): code is RecordingRefusal =>
  RECORDING_REFUSALS.some(one => one === code);
