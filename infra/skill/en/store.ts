import type { StoreTexts } from '../intents.ts';

const DESCRIPTION = `Second Yes takes a voice message, holds it, and sends it only after you have heard it on your phone and said yes there. Nothing that an Echo misheard reaches anybody without that yes. Silence is no: a message that nobody answers is erased after an hour.

How it works
• Say: "Alexa, tell Second Yes to send a message to Anna." Then say the message.
• Your phone shows what is held and plays it. Send it, or discard it with one tap.
• The message goes to the contact by email, as an audio file with its words.

Before you begin
• You need a phone with a current web browser. Say: "Alexa, ask Second Yes to pair my phone." A card in the Alexa app, under More, Activity, shows the address of the phone app and a code that works once.
• Add your contacts and their email addresses in the phone app.

What you should know
• A skill is given the words that you say, not the sound of your voice. What is sent is a computer voice that speaks your words; your phone plays exactly what will be sent.
• When the Echo is not sure that you meant it, it asks for the name once more, or stops before anything is recorded. Afterwards say: "Alexa, ask Second Yes why did you do that."
• You may allow the skill to be told when Alexa recognises your voice. Then a message in a voice that it knows needs fewer questions. Everything works without it.
• Alexa's own messaging is a different feature, and is not changed by this skill.
• Disabling the skill erases everything that it kept.`;

/** What the skill store shows in English. The example phrases name a contact that the model of every locale has. */
export const store: StoreTexts = {
  // Spelled as it is spoken.
  name: 'Second Yes',
  summary: 'Voice messages that are sent only after a second yes, given on your phone.',
  description: DESCRIPTION,
  examplePhrases: [
    'Alexa, open second yes',
    'Alexa, tell second yes to send a message to Anna',
    "Alexa, ask second yes what's waiting",
  ],
  keywords: [
    'message',
    'voice message',
    'send a message',
    'email',
    'family',
    'privacy',
    'safety',
    'approval',
    'confirm',
    'phone',
  ],
};
