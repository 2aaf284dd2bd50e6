import type { DeliveryState, PlainReplyCode, Reply, ReplyPart } from '../conversation/reply.ts';
import { inLanguage, type Language } from '../household/language.ts';
import { evidenceSentence } from './evidence.ts';
import { REPLIES } from './texts.ts';

/** What the Echo says in one language, and the card that it shows in the Alexa app. */
export type ReplyTexts = Readonly<Record<PlainReplyCode, string>> & {
  waiting: (count: number) => string;
  /** About one message, without its content and without whom it is for. */
  delivery: Readonly<Record<DeliveryState, string>>;
  'held-for-several': (count: number) => string;
  /** `said`: a name that no contact has, as it was heard. */
  'unknown-name': (said: string) => string;
  'left-out': (said: string) => string;
  'add-contact': (said: string) => string;
  /** `reasons` are sentences about evidence, the heaviest first; there may be none. */
  because: (reasons: readonly string[]) => string;
  /** `address` is where the owner opens the phone app. */
  pairingCard: (code: string, address: string) => { title: string; text: string };
};

/** A reply as sentences. */
export type RenderedReply = { say: string; reprompt?: string };

/** Renders a reply in this language, or in English where nothing is written in it. */
export function renderReply({ say, reprompt }: Reply, language: Language): RenderedReply {
  const texts = inLanguage(REPLIES, language);
  return {
    say: say.map(part => renderPart(part, texts, language)).join(' '),
    ...(reprompt && { reprompt: renderPart(reprompt, texts, language) }),
  };
}

/** One part of a reply as a sentence. */
export function renderPart(part: ReplyPart, texts: ReplyTexts, language: Language): string {
  if ('evidence' in part) return texts.because(part.evidence.map(one => evidenceSentence(one, language)));
  if ('state' in part) return texts.delivery[part.state];
  if ('count' in part) return texts[part.code](part.count);
  if ('said' in part) return texts[part.code](part.said);
  return texts[part.code];
}
