import type { Instant } from '../household/instant.ts';
import type { Command } from './command.ts';
import { type Decision, moved, refuse, unchanged } from './decision.ts';
import type { Message } from './message.ts';
import { without } from '../household/without.ts';

type RenderingCommand = Extract<Command, { do: 'extend' | 'render' | 'record-again' | 'fail-to-render' }>;

/**
 * From a transcript to a recording, and back when words are added before anybody has answered. A recording of the owner's
 * own voice takes the place of both.
 */
export function decideRendering(message: Message, command: RenderingCommand, now: Instant): Decision {
  switch (command.do) {
    case 'extend': {
      if (message.state !== 'rendering' && message.state !== 'held') return refuse('not-held');
      if (now >= message.holdUntil) return refuse('hold-over');
      if (message.dictation === undefined) return refuse('not-ready');
      const dictated = without(message, 'recording', 'retryAt');
      const { dictation, story } = command;
      return moved(
        { ...dictated, state: 'rendering', dictation, story, listening: [], attempts: 0 },
        { at: now, event: 'extended' },
      );
    }
    case 'render': {
      if (message.state === 'held' && message.recording.digest === command.recording.digest)
        return unchanged(message);
      if (message.state !== 'rendering') return refuse('not-held');
      if (now >= message.holdUntil) return refuse('hold-over');
      if (message.dictation.transcript !== command.from.transcript) return refuse('recording-changed');
      const rendered = {
        ...without(message, 'retryAt'),
        state: 'held' as const,
        recording: command.recording,
        attempts: 0,
      };
      return moved(rendered, { at: now, event: 'rendered' });
    }
    case 'record-again': {
      if (message.state !== 'held') return refuse('not-held');
      const { recording, phone: by } = command;
      if (message.recording.digest === recording.digest) return unchanged(message);
      if (now >= message.holdUntil) return refuse('hold-over');
      return moved(
        { ...without(message, 'dictation'), recording, listening: [] },
        { at: now, event: 'recorded-again', by },
      );
    }
    case 'fail-to-render': {
      if (message.state !== 'rendering') return refuse('not-held');
      const attempts = message.attempts + 1;
      const { reason } = command;
      const entry = { at: now, event: 'not-rendered', reason } as const;
      if (!command.final) return moved({ ...message, attempts, retryAt: command.retryAt }, entry);
      const outcome = { code: 'not-rendered', reason } as const;
      return moved({ ...message, state: 'failed', attempts, endedAt: now, outcome }, entry);
    }
  }
}
