import { languageOf } from '../../core/household/language.ts';
import { evidenceSentence } from '../../core/text/evidence.ts';
import type { Decision } from '../device/exchange.ts';
import type { Replay, ReplayTurn } from './replay-scenario.ts';

const DECISIONS: Record<Decision, string> = {
  'not-for-me': 'nothing; it was not meant for the skill',
  welcome: 'wait for a request',
  'ask-recipient': 'ask who it is for',
  'ask-name-again': 'ask for the name again, without saying it',
  'ask-message': 'ask for the message',
  held: 'hold the message for the phone',
  stopped: 'stop',
  listening: 'wait',
  ended: 'end the session',
};

/** The language of a replay. */
const language = languageOf('en');

type Kept = { messages: number; stopped: number; contents: number };

/** A replay as text, turn by turn: what was asked, heard, weighed and decided, and what is stored afterwards. */
export function reportReplay(
  title: string,
  { turns, outcome }: Replay,
  bounds: { stop: number; sure: number },
  kept: Kept,
): string {
  return [
    `${title}, played through the skill`,
    '',
    ...turns.flatMap((turn, index) => [...writtenTurn(turn, index, bounds), '']),
    `Outcome: ${outcome}. ${keptOf(kept)}`,
    '',
  ].join('\n');
}

function writtenTurn(
  turn: ReplayTurn,
  index: number,
  { stop, sure }: { stop: number; sure: number },
): string[] {
  const { asked, heard, said, reply, evidence, logOdds, decision } = turn;
  const row = (label: string, text: string) => `   ${label.padEnd(9)} ${text}`;
  return [
    `${index + 1}. In the room: “${said}”`,
    row('asked', asked === 'nothing' ? 'nothing yet' : asked),
    row('heard', heard),
    ...evidence.map(one =>
      row('weighed', `${signed(one.weight)}  ${one.name}: ${evidenceSentence(one, language)}`),
    ),
    ...(logOdds === undefined
      ? []
      : [row('sum', `${signed(logOdds)}  (stops at ${signed(stop)}, sure at ${signed(sure)})`)]),
    row('decided', DECISIONS[decision]),
    ...(reply === '' ? [] : [row('Echo', `“${reply}”`)]),
  ];
}

const keptOf = ({ messages, stopped, contents }: Kept): string =>
  messages === 0 && contents === 0
    ? `Nothing was recorded: no message and no content is kept, ${stopped === 0 ? 'and no story' : 'only the story'}.`
    : `${messages} message is held for a second yes on the phone; nothing has left your home.`;

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
