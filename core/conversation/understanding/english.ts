import { phrase } from './words.ts';

// The words with which people ask in English for a message to be sent, as patterns over lower-case words.

/** One of these words: the list has spaces between them. */
const oneOf = (list: string): string => `(?:${list.trim().split(/\s+/).join('|')})`;
/** One of these patterns, tried in this order. */
const anyOf = (...patterns: string[]): string => `(?:${patterns.join('|')})`;

const APP = anyOf(
  'facebook(?: messenger)?',
  "what'?s ?app",
  oneOf(
    'messenger instagram snapchat telegram signal skype slack teams imessage sms line discord viber wechat',
  ),
  '(?:the |my )?messages?(?: app)?',
  '(?:the )?(?:messaging|texting|text) app',
  'g?mail|e[- ]?mail',
);

const POLITE = anyOf(
  '(?:hey|hi|hello|ok|okay|yo)(?: there)? (?:alexa|siri|google|assistant|bot|computer|cortana|bixby|echo|buddy)',
  oneOf('hey ok okay yo alexa siri google assistant'),
  oneOf('please pls so and just kindly quickly now then also actually well right maybe quick'),
  'go ahead and|go and',
  "(?:can|could|would|will|won't|can't|may|might) (?:you|u|ya|i|we)(?: (?:be able to|possibly|mind))?",
  "(?:i|we) (?:want|need|would like|'d like|have|wish|am trying|was hoping|got|ought)(?: you)? to",
  "(?:i|we)(?:'d| would) (?:like|love|appreciate|prefer)(?: (?:you|it if you(?: could)?))?(?: to)?",
  "(?:i|we)(?:'m|'re| am| are) (?:going|trying|wanting|hoping|looking) to",
  '(?:i|we) (?:wanna|gotta|must|should|need|better)',
  "(?:i was|i'm) wondering (?:if|whether) you (?:could|can|would)",
  "let's|lets|let me",
  '(?:help|assist|allow|enable) me(?: to)?(?: in)?(?: with)?',
  'do me a favou?r(?: and)?|be a (?:dear|love) and|make sure (?:to|you|that you)|be sure to|try (?:to|and)',
  "don't forget to|remember to|you (?:need|have) to|are you able to|is there a way to|how (?:do|can) i",
  '(?:is|would) it (?:be )?possible (?:for you )?to',
  `(?:open|use|launch|start|go to|go on|go into|using|on|in|via|through|with)(?: up)? ${APP}(?: (?:to|and))?`,
);
/** Words in front of a request that ask for nothing themselves: "hey siri, could you please". */
export const politeness = phrase(`${POLITE}(?: ${POLITE})*`);

const VERB = oneOf(`
  tell text txt message msg send let ask remind write leave say e-?mail mail answer reply respond contact alert inform
  notify warn wish invite make create record get give start shoot drop fire imessage dm pm sms whatsapp dictate pass chat
  check compose deliver forward relay ping buzz announce advise update assure congratulate communicate transmit draft
  convey query nudge reach prompt instruct request promise share report voicemail voice radio beep holler tip snap slack
  telling texting messaging sending letting asking reminding writing leaving saying e-?mailing informing notifying
  replying recording giving dropping shooting passing`);
/** The word that carries a request, with the little words that belong to it: "send over to", "get in touch with". */
export const carrier = phrase(
  `${VERB}(?: (?:back|out|off|over|up|along|on|in touch with|word|touch|hold of|through))*(?: (?:a )?(?:to|with|for|at|of)(?= ))?`,
);

const KIND = oneOf(`
  quick short new voice audio video text little long private brief spoken direct picture another group nice sweet small
  friendly recorded whatsapp facebook email chat phone snapchat instagram written urgent important vocal`);
const MESSAGE = anyOf(
  oneOf(`messages? msgs? texts? notes? memo words? e-?mail mail voicemail audio video recording letter reply response line
    photo picture sms dm pm ping shout reminder greeting chat whatsapp imessage snap update answer buzz`),
  "e mail|voice mail|voice ?note|shout out|heads up|head's up",
);
const A = anyOf('an?', 'the', 'this', 'that', 'my', 'another', 'one', 'some');
const THING = `(?:${A} |me a )?(?:${KIND} )*(?:${MESSAGE}|it|this|that)`;
const MEDIUM = `(?:in|on|via|through|by|over|using|with|as) (?:an? |my |the )?${anyOf(
  APP,
  '(?:voice|video|text|audio|chat) ?(?:message|text|note|mail)?',
  oneOf('texting phone message note'),
)}`;
const TO = '(?:over |out |back |along |on |off |across |straight |right )?(?:to|for|towards|with)';
const OF = '(?:(?:for|to) )?(?:my|our|the)';
const PRONOUN = '(?:him or her|him|her|them|me|us|you|everyone|everybody|both|all of them|that person|they)';
const QUESTION = "(?:if|whether|what|what's|when|where|who|why|how|which)";

/** "a message to", "the note over whatsapp for", "word to" */
export const messageTo = phrase(`(?:with )?${THING}(?: ${MEDIUM})? ${TO}`);
/** "a message asking", "a text to let", "a note that tells" */
export const messageThat = phrase(
  `${THING} (?:to |that |which )?(?:ask|tell|lett?|remind|inform|notify|wish|warn)(?:s|ing)?`,
);
/** "a voice message", "the note on whatsapp" */
export const aMessage = phrase(`(?:${A} )?(?:${KIND} )*${MESSAGE}(?: ${MEDIUM})?`);
export const message = phrase(MESSAGE);
export const toSomebody = phrase(TO);
/** "back to", "to" at the start of what follows a carrier. */
export const backTo = phrase('(?:(?:back|over|out|up) )?(?:to|with|for|at)|a (?:to|with)');
/** "the word hello", "this" */
export const theWords = phrase('the (?:words?|message|text|following)|this|that');
export const article = phrase('an?|my|the');
/** What stands before a name and is no part of it: "my", "my friend", "the contact called", "old". */
export const articleOfName = phrase(
  anyOf(
    `(?:${OF} )?(?:contact|friend|person)(?: (?:named|called))?|named|called`,
    `(?:${OF} )?(?:dear|young|old|little|poor|lovely)`,
    OF,
  ),
);

/** More of a request follows. */
const MORE = '(?= (?:that|and|to|know|say|saying|ask|asking|if|who|what|with|a|about|on|via|in))';
/**
 * What stands between the name and the content and says nothing itself: "know that", "and ask him", "a message saying".
 * Each at most once, in this order.
 */
export const connectors = [
  'back',
  `(?:up|over|out|again|now|please|pls|right now|right away|asap|real quick|quickly|for me|a line|posted|informed|updated|aware)${MORE}`,
  MEDIUM,
  'know(?: (?:about|of))?',
  MEDIUM,
  `(?:please|pls|right now|right away|real quick|for me|and)${MORE}`,
  `(?:and |to |that )?(?:please )?(?:asks?|asking)(?: ${PRONOUN})?(?: (?:to|about|for)(?= ))?(?= )`,
  `(?:and |to )(?:see|find out|check|inquire|enquire)(?: with ${PRONOUN})?(?= ${QUESTION})`,
  `(?:and |to |that )?(?:please )?(?:tells?|telling) ${PRONOUN}`,
  `(?:and |to )?(?:please )?(?:let|letting|lets) ${PRONOUN} know`,
  `(?:and |to |that )?(?:remind|inform|notify|warn|advise|wish)(?:s|ing)?(?: ${PRONOUN})?`,
  '(?:and |to |that |which )*(?:says?|saying|said|reads|reading|states|stating|goes|with|containing|telling)(?: (?:to|that))?(?: (?:the (?:words?|message|text|following|content)|something like))?',
  'the (?:words?|following)',
  'regarding|concerning|like',
  '(?:that|to|and)(?= )',
].map(phrase);

/** What ends an utterance and belongs neither to the name nor to the content. */
export const endings = [
  / (?:please|pls|(?<!no )thanks|thank you very much|alexa)$/,
  new RegExp(` ${MEDIUM}$`),
];
/** What ends a content before "to anna": "… and send it", "… in a message". */
export const sentSo = [
  / (?:and |then )*(?:send|text|message|email|tell|forward) (?:it|that|this)(?: over)?$/,
  new RegExp(` (?:${MEDIUM}|over)$`),
];
/** Words after a name that are no content. */
export const nothingSaid = phrase(
  anyOf(
    'for me|in touch|when you can|right now|real quick|on my behalf|back',
    // `endings` has removed a "please" at the end already.
    'if you(?: (?:can|could|would|will|like))?|(?:would|will|can|could) you',
    "if (?:that's|it's) (?:possible|okay|ok|alright)",
  ),
);

/** What follows a name and seldom another word: the start of a content or of a connector. */
export const afterName = phrase(
  anyOf(
    `(?:an?|the) (?:${KIND} )*${MESSAGE}`,
    'and (?:ask|tell|say|let|remind|see)',
    oneOf(`
      that know saying asking telling letting reminding to if whether about i i'm i'll i've i'd we we're we'll we've he she
      they it it's you your my our the what when where how why who is are do does did can could will would happy don't
      please an?`),
  ),
);

/** Between two names of a list. */
export const and = phrase('and(?: also| to)?|as well as|plus');
/** After "anna and david", these follow one person alone, so the second name begins the content. */
export const singular = phrase(oneOf("is was has does doesn't isn't wasn't hasn't wants needs says said"));

/** Words that are never a name by themselves, nor the last word of one. */
export const noNames: ReadonlySet<string> = new Set(
  `the a an this that these those it its it's i i'm i'll i've i'd we we're we'll we've you you're he he's she she's they
  they're him her them us me my our your his their to for of in on at by with from about and or but if whether that's who
  what what's when where why how which is are was were be am do does did don't can can't could will would should shall
  may might must have has had not no yes please now then there here know say says saying ask asking tell telling let lets
  hi hello hey message text note one some all any everyone everybody someone somebody anyone anybody nobody both people
  contact contacts back up out over off asap today tonight tomorrow goodnight goodbye congratulations congrats welcome
  greetings cheers hurry going gonna late home happy good sorry thanks thank never so just as well also very really too
  more`.split(/\s+/),
);
/** Words before a name that belong to it. */
export const titles: ReadonlySet<string> = new Set(
  `mr mrs ms miss dr doctor uncle aunt auntie aunty grandma grandpa granny nana cousin professor prof captain coach pastor
  father sister brother sir lady reverend nurse officer`.split(/\s+/),
);

const CORRECTION = anyOf(
  oneOf('no nope nah sorry wait actually oops rather'),
  'hang on|hold on|wrong person|not (?:him|her|them|that one)',
  '(?:no )?i (?:meant|mean|said|want)|i was (?:talking about|thinking of)',
  "it's for|it is for|it's|that's for|make it|send it to",
);
/** What is said before a name that corrects another one: "no", "sorry, I meant". */
export const isCorrection = phrase(`${CORRECTION}(?: ${CORRECTION}| (?:to|for|the|my))*`);
