import type { ResponseEnvelope } from 'ask-sdk-model';

/** Alexa's limits on an answer: bytes of the whole, characters of its speech. */
const LARGEST_ANSWER = 24 * 1024;
const LONGEST_SPEECH = 8_000;

/** A whole SSML document of text alone: the skill uses no tag but the outer one. */
const PLAIN_SSML = /^<speak>(?:[^<>&]|&(?:amp|lt|gt|quot|apos);)*<\/speak>$/;

/**
 * Which rules an answer breaks, a sentence each. Certification (4.1, 4.12): an answer that asks leaves the session open
 * and ends with a question; one that does not ask closes it, and does not tell anybody to say something.
 */
export function brokenRules(answer: ResponseEnvelope): string[] {
  const { outputSpeech, reprompt, shouldEndSession, directives = [] } = answer.response;
  const speeches = [outputSpeech, reprompt?.outputSpeech].flatMap(speech =>
    speech === undefined ? [] : [speech.type === 'SSML' ? speech.ssml : `plain text ${speech.text}`],
  );
  const [said, again] = speeches.map(ssml => ssml.replace(/<\/?speak>/g, ''));
  const elicits = directives.some(({ type }) => type === 'Dialog.ElicitSlot');
  return [
    ...(Buffer.byteLength(JSON.stringify(answer)) > LARGEST_ANSWER ? ['It is too large.'] : []),
    ...speeches.flatMap(ssml => (PLAIN_SSML.test(ssml) ? [] : [`It is no plain SSML: ${ssml}`])),
    ...speeches.flatMap(ssml => (ssml.length > LONGEST_SPEECH ? ['Its speech is too long.'] : [])),
    ...(said === undefined ? [] : brokenInSpeech({ said, again, isOpen: shouldEndSession === false })),
    ...(elicits && shouldEndSession !== false ? ['It elicits a slot and closes the session.'] : []),
  ];
}

/** The same for the speech alone. `again` is the reprompt. */
export function brokenInSpeech(speech: {
  said: string;
  again: string | undefined;
  isOpen: boolean;
}): string[] {
  const { said, again, isOpen } = speech;
  const isQuestion = (text: string) => text.trim().endsWith('?');
  if (isOpen)
    return [
      ...(isQuestion(said) ? [] : [`It leaves the session open without a question: ${said}`]),
      ...(again !== undefined && isQuestion(again) ? [] : [`Its reprompt asks nothing: ${again}`]),
    ];
  return [
    ...(again === undefined ? [] : ['It has a reprompt and closes the session.']),
    ...(isQuestion(said) ? [`It asks and closes the session: ${said}`] : []),
    ...(/\bsay[:,]/i.test(said) ? [`It tells to say something and closes the session: ${said}`] : []),
  ];
}
