/** All refusals of the simulator. A page acts on the code and shows the title. */
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
  'recording-too-large': { status: 413, title: 'That recording is too large. Nothing of it was kept.' },
  'recording-too-long': { status: 422, title: 'A message lasts three minutes at most. Nothing was kept.' },
  'recording-too-short': { status: 422, title: 'That was too short. Hold the button while you speak.' },
  'not-audio': { status: 422, title: 'That is no recording that can be read. Nothing was kept.' },
  empty: { status: 422, title: 'There is no sound in that recording. Nothing was kept.' },
  'skill-failed': { status: 502, title: 'The skill did not answer. Its session has ended.' },
  'no-such-mail': { status: 404, title: 'There is no such mail, or no recording with it.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  failed: { status: 500, title: 'Something went wrong here. Look at the console.' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** The status and the body of a refusal. An unknown code comes from measuring a recording and counts as `not-audio`. */
export function problemFor(code: string): { status: number; body: { code: string; title: string } } {
  const known: ProblemCode = Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : 'not-audio';
  const { status, title } = PROBLEMS[known];
  return { status, body: { code, title } };
}
