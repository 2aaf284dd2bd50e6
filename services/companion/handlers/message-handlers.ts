import {
  answerMessage as answerMessageRoute,
  beginListening,
  downloadRecording,
  listMessages,
  MESSAGES_LISTED,
  type OneMessage,
  showMessage,
  undoAnswer,
} from '../../../core/api/message-routes.ts';
import { recordAgain as recordAgainRoute } from '../../../core/api/record-again-route.ts';
import type { TargetOf } from '../../../core/api/route.ts';
import type { TrustTail } from '../../../core/api/trust-routes.ts';
import { VERSION } from '../../../core/api/version.ts';
import { viewMessage } from '../../../core/api/view-message.ts';
import { headOf, type TrustDocument } from '../../../core/approval/trust-list.ts';
import { bytesOf } from '../../../core/household/bytes/byte-parts.ts';
import type { MessageId } from '../../../core/household/ids.ts';
import type { HouseholdDocument } from '../../../core/household/room.ts';
import type { Sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Command } from '../../../core/message/command.ts';
import { type Message, undoUntilOf } from '../../../core/message/message.ts';
import type { SealProblem } from '../../../core/message/outcome.ts';
import { sealProblemOf } from '../../../core/message/seal.ts';
import type { Documents } from '../../ports/documents.ts';
import { loadRecording } from '../../storage/stored-recording.ts';
import { answerMessage, decideAndStore } from '../answer-message.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { recordAgain } from '../record-again.ts';
import type { ProvenRequest } from '../requests/proven-request.ts';
import { serveReading } from '../requests/serve-route.ts';

type Rooms = { household: Promise<HouseholdDocument | undefined> };
type ListReads = Rooms & {
  trust?: Promise<TrustDocument | undefined>;
  messages?: Promise<Message[]>;
};
type OneRead = Rooms & { message: Promise<Message | undefined> };

/** Messages: look at them, listen, answer, take an answer back, record again. */
export function messageHandlers({ recordings, sealKey, clock, newNonce, troubles, prepare }: CompanionParts) {
  return {
    listMessages: serveReading(listMessages, {
      storeProof: 'first',
      read: readList,
      async answer(request, { household, before, known }) {
        const { reads, trust, links, documents } = request;
        const messages =
          (await reads.messages) ??
          (await documents.list(household, 'message', {
            limit: MESSAGES_LISTED,
            ...(before !== undefined && { before }),
          }));
        const rooms = await roomsIn(request);
        const views = messages.map(message =>
          viewMessage(message, {
            rooms: rooms,
            settings: trust.settings,
            sealProblem: shownSealProblem(message),
          }),
        );
        return {
          answer: {
            now: clock(),
            messages: views,
            trust: trustTailOf(headOf(trust), links, known),
            version: VERSION,
            ...(troubles && { troubles: troubles() }),
          },
        };
      },
    }),

    showMessage: serveReading(showMessage, {
      storeProof: 'first',
      read: readOne,
      async answer(request) {
        const message = await request.reads.message;
        return message ? { answer: await oneMessage(request, message) } : { refused: 'no-such-message' };
      },
    }),

    downloadRecording: serveReading(downloadRecording, {
      storeProof: 'first',
      read: readOne,
      async answer({ reads }) {
        const message = await reads.message;
        const recording = message && (await loadRecording(recordings, message));
        if (!recording) return { refused: 'no-recording' };
        const { audio, mediaType, transcript } = recording;
        return {
          answer: {
            audio: { type: mediaType, bytes: audio },
            // As a text field, its line ends might be changed on the way.
            ...(transcript !== undefined && {
              transcript: { type: 'text/plain', bytes: bytesOf(transcript) },
            }),
          },
        };
      },
    }),

    beginListening: serveReading(beginListening, {
      storeProof: 'with-first-write',
      read: readOne,
      async answer(request, { message }) {
        const shown = await request.reads.message;
        const sealProblem = shown && shownSealProblem(shown);
        if (sealProblem) return { refused: sealProblem };
        const nonce = newNonce();
        const decided = await decide(request, message, { do: 'listen', phone: request.phone, nonce });
        return 'refused' in decided ? decided : { answer: { nonce } };
      },
    }),

    answerMessage: serveReading(answerMessageRoute, {
      storeProof: 'with-first-write',
      read: readOne,
      async answer(request, { household, message }, signed) {
        const { documents, trust, reads } = request;
        const answered = await answerMessage(
          { documents, trust, sealKey, now: clock() },
          { household, message, known: await reads.message },
          signed,
        );
        return 'refused' in answered ? answered : { answer: await oneMessage(request, answered.message) };
      },
    }),

    undoAnswer: serveReading(undoAnswer, {
      storeProof: 'with-first-write',
      read: readOne,
      async answer(request, { message }) {
        const decided = await decide(request, message, { do: 'undo', phone: request.phone });
        return 'refused' in decided ? decided : { answer: await oneMessage(request, decided.message) };
      },
    }),

    recordAgain: serveReading(recordAgainRoute, {
      // Preparing takes a while, within which nobody else may use the proof.
      storeProof: 'first',
      read: readOne,
      async answer(request, { household, message }, audio) {
        if (!prepare) return { refused: 'recording-off' };
        const { documents, phone } = request;
        const parts = { documents, recordings, sealKey, prepare, clock };
        const recorded = await recordAgain(parts, { household, message, phone }, audio);
        return 'refused' in recorded ? recorded : { answer: await oneMessage(request, recorded.message) };
      },
    }),
  };

  async function oneMessage(request: ProvenRequest<Rooms>, message: Message): Promise<OneMessage> {
    const rooms = await roomsIn(request);
    const sealProblem = shownSealProblem(message);
    return {
      now: clock(),
      message: viewMessage(message, {
        rooms: rooms,
        settings: request.trust.settings,
        sealProblem: sealProblem,
      }),
    };
  }

  /** Why a message that could still be sent is not believed. What is over is history, and nothing depends on its seal. */
  function shownSealProblem(message: Message): SealProblem | undefined {
    const isOver = 'endedAt' in message && message.state !== 'unknown' && undoUntilOf(message) === undefined;
    return isOver ? undefined : sealProblemOf(message, sealKey);
  }

  async function decide(
    { household, documents, reads }: ProvenRequest<OneRead>,
    id: MessageId,
    command: Command,
  ) {
    const known = await reads.message;
    return decideAndStore(documents, { household, id, command, now: clock(), known });
  }
}

/** The newest messages come with trust list and rooms in one read. Older ones are read for proven requests only. */
function readList(documents: Documents, { household, before }: TargetOf<typeof listMessages>): ListReads {
  if (before !== undefined) return { household: documents.get(household, 'household', 'household') };
  const overview = documents.overview(household, { messages: MESSAGES_LISTED });
  return {
    trust: overview.then(({ trust }) => trust),
    household: overview.then(({ householdDocument }) => householdDocument),
    messages: overview.then(({ messages }) => messages),
  };
}

const readOne = (documents: Documents, { household, message }: TargetOf<typeof showMessage>): OneRead => ({
  household: documents.get(household, 'household', 'household'),
  message: documents.get(household, 'message', message),
});

const roomsIn = async ({ reads }: ProvenRequest<Rooms>) => (await reads.household)?.rooms ?? [];

/**
 * What a phone lacks of the trust list if it has the first `known` links. A phone that claims more links than there are
 * gets all of them, so that it can see what became of the list.
 */
const trustTailOf = (head: Sha256, links: string[], known: number): TrustTail => ({
  head,
  links: known > links.length ? links : links.slice(known),
});
