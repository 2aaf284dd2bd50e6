import { phrase } from './words.ts';

// The words with which people ask in English for a message to be sent. Each pattern is a list of alternatives; the order
// matters only where one alternative begins like another.

const APP =
  "(?:facebook(?: messenger)?|messenger|whatsapp|whats app|what'sapp|instagram|snapchat|telegram|signal|skype|slack|teams|imessage|sms|line|discord|viber|wechat|(?:the |my )?messages?(?: app)?|(?:the )?(?:messaging|texting|text) app|(?:g)?mail|e-?mail|e mail)";

/** Words in front of a request that ask for nothing themselves. */
const POLITE = [
  '(?:hey|hi|hello|ok|okay|yo)(?: there)? (?:alexa|siri|google|assistant|bot|computer|cortana|bixby|echo|buddy)',
  'hey|ok|okay|yo',
  'alexa|siri|google|assistant',
  '(?:please|pls|so|and|just|kindly|quickly|now|then|also|actually|well|right|maybe|quick|go ahead and|go and)',
  "(?:can|could|would|will|won't|can't|may|might) (?:you|u|ya|i|we)(?: (?:be able to|possibly|mind))?",
  "(?:i|we) (?:want|need|would like|'d like|have|wish|am trying|was hoping|got|ought)(?: you)? to",
  "(?:i|we)(?:'d| would) (?:like|love|appreciate|prefer)(?: (?:you|it if you(?: could)?))?(?: to)?",
  "(?:i|we)(?:'m|'re| am| are) (?:going|trying|wanting|hoping|looking) to",
  '(?:i|we) (?:wanna|gotta|must|should|need|better)',
  "(?:i was|i'm) wondering (?:if|whether) you (?:could|can|would)",
  "let's|lets|let me",
  '(?:can you |could you )?(?:help|assist|allow|enable) me(?: to)?(?: in)?(?: with)?',
  'do me a favou?r(?: and)?|be a (?:dear|love) and|make sure (?:to|you|that you)|be sure to|try (?:to|and)',
  "don't forget to|remember to|you (?:need|have) to|are you able to|is it possible (?:for you )?to|would it be possible to|is there a way to|how (?:do|can) i",
  `(?:open|use|launch|start|go to|go on|go into|using|on|in|via|through|with)(?: up)? ${APP}(?: (?:to|and))?`,
].join('|');
export const politeness = phrase(`(?:${POLITE})(?: (?:${POLITE}))*`);

const VERBS =
  'tell|text|txt|message|msg|send|let|ask|remind|write|leave|say|e-?mail|mail|answer|reply|respond|contact|alert|inform|notify|warn|wish|invite|make|create|record|get|give|start|shoot|drop|fire|imessage|dm|pm|sms|whatsapp|dictate|pass|chat|check|compose|deliver|forward|relay|ping|buzz|announce|advise|update|assure|congratulate|communicate|transmit|draft|convey|query|nudge|reach|prompt|instruct|request|beg|promise|share|report|confess|voicemail|voice|radio|beep|holler|tip|quiz|encourage|urge|summon|shout|continue|holla|snap|slack|skype';
const GERUNDS =
  'telling|texting|messaging|sending|letting|asking|reminding|writing|leaving|saying|e-?mailing|informing|notifying|replying|recording|giving|dropping|shooting|passing';
/** The word that carries the request, with the little words that belong to it. */
export const carrier = phrase(
  `(?:${VERBS}|${GERUNDS})(?: (?:back|out|off|over|up|along|on|in touch with|word|touch|hold of|through))*(?: (?:a )?(?:to|with|for|at|of)(?= ))?`,
);

const MEDIUM = `(?:in|on|via|through|by|over|using|with|as) (?:an? |my |the )?(?:${APP}|text|texting|phone|line|(?:voice|video|text|audio|chat) ?(?:message|text|note|mail)?|voice ?mail|message|note)`;
const ADJECTIVE =
  '(?:quick|short|new|voice|audio|video|text|little|long|private|brief|spoken|direct|picture|another|group|nice|sweet|small|friendly|recorded|whatsapp|facebook|email|chat|phone|snapchat|instagram|written|urgent|important|vocal)';
const MESSAGE =
  "(?:message|messages|msg|msgs|text|texts|note|notes|memo|word|words|email|e-?mail|e mail|mail|voicemail|voice mail|voice ?note|audio|video|recording|letter|reply|response|line|photo|picture|sms|dm|pm|ping|shout|shout out|heads up|head's up|reminder|greeting|chat|whatsapp|imessage|snap|update|answer|buzz)";
const THING = `(?:(?:an?|the|this|that|my|another|one|some|me a) )?(?:${ADJECTIVE} )*(?:${MESSAGE}|it|this|that)`;

const TO = '(?:over |out |back |along |on |off |across |straight |right )?(?:to|for|towards|with)';
const OF = '(?:(?:for|to) )?(?:my|our|the)';
const PRONOUN = '(?:him|her|them|me|us|you|everyone|everybody|both|all of them|that person|him or her|they)';
const QUESTION = "(?:if|whether|what|what's|when|where|who|why|how|which)";

/** "a message to", "the note over whatsapp for", "word to" */
export const messageTo = phrase(`(?:with )?${THING}(?: ${MEDIUM})? ${TO}`);
/** "a message asking", "a text to let", "a note that tells" */
export const messageThat = phrase(
  `${THING} (?:to |that |which )?(?:asks?|asking|tells?|telling|lets?|letting|reminds?|reminding|informs?|informing|notify|notifying|wish|wishing|warn|warning)`,
);
/** "a voice message", without words that stand for one */
export const aMessage = phrase(
  `(?:(?:an?|the|this|that|my|another|one|some) )?(?:${ADJECTIVE} )*${MESSAGE}(?: ${MEDIUM})?`,
);
export const toSomebody = phrase(TO);
export const backTo = phrase('(?:(?:back|over|out|up) )?(?:to|with|for|at)|(?:a )?(?:to|with)');
/** "the word hello", "this" */
export const theWords = phrase('(?:the (?:words?|message|text|following)|this|that)');
export const article = phrase('an?|my|the');
export const articleOfName = phrase(
  `(?:${OF} )?(?:contact|friend|person)(?: (?:named|called))?|(?:${OF} )?(?:dear|young|old|little|poor|lovely)|${OF}`,
);
export const message = phrase(MESSAGE);

/**
 * What stands between the name and the content and says nothing itself: "know that", "and ask him if", "a message saying".
 * In this order, each at most once.
 */
export const connectors = [
  'back|(?:up|over|out|again|now|please|pls|right now|right away|asap|real quick|quickly|for me|a line|posted|informed|updated|aware)(?= (?:that|and|to|know|say|saying|asking|if|who|what|with|a|about|on|via|in))',
  MEDIUM,
  'know(?: (?:about|of))?',
  MEDIUM,
  '(?:please|pls|right now|right away|real quick|for me|and)(?= (?:that|and|to|say|saying|asking|if|know))',
  `(?:and |to |that )?(?:please )?(?:asks?|asking)(?: ${PRONOUN})?(?: (?:to|about|for)(?= ))?(?= )`,
  `(?:and |to )(?:see|find out|check|inquire|enquire)(?: with ${PRONOUN})?(?= ${QUESTION})`,
  `(?:and |to |that )?(?:please )?(?:tells?|telling) ${PRONOUN}`,
  `(?:and |to )?(?:please )?(?:let|letting|lets) ${PRONOUN} know`,
  `(?:and |to |that )?(?:reminds?|reminding|inform|informs|informing|notify|notifying|warn|warns|warning|advise)(?: ${PRONOUN})?`,
  '(?:and |to |that |which )*(?:say|says|saying|said|reads|reading|states|stating|goes|with|containing|telling)(?: (?:to|that))?(?: (?:the (?:words?|message|text|following|content)|something like))?(?=  ?)',
  'the (?:words?|following)',
  `(?:wishing|wish) ${PRONOUN}`,
  '(?:regarding|concerning|like)',
  '(?:that|to|and|,)(?= )',
].map(phrase);
export const isQuestion = phrase(QUESTION);

/** What ends an utterance and belongs to neither name nor content. Tried until none is left. */
/** Content that is none: polite words at the end of a request without a message. */
export const nothingSaid = phrase(
  "(?:for me|no|in touch|if you (?:please|can|could|would|will|like)|(?:would|will|can|could) you|if (?:that's|it's) (?:possible|okay|ok|alright)|when you can|now|right now|real quick|on my behalf|back)",
);

export const endings = [
  / (?:please|pls|(?<!no )thanks|thank you very much|alexa)$/,
  new RegExp(` ${MEDIUM}$`),
];

/** What follows a name rather than a common word: the start of a content or of a connector. */
export const afterName = phrase(
  `that|know|saying|asking|telling|letting|reminding|to|if|whether|about|and (?:ask|tell|say|let|remind|see)|(?:an?|the) (?:${ADJECTIVE} )*${MESSAGE}|i|i'm|i'll|i've|i'd|we|we're|we'll|we've|he|she|they|it|it's|you|your|my|our|the|what|when|where|how|why|who|is|are|do|does|did|can|could|will|would|happy|don't|please|a|an`,
);

/** At the end of a content before "to anna": "… and send it", "… in a message". */
export const sentSo = [
  / (?:and |then )*(?:send|text|message|email|tell|forward) (?:it|that|this)(?: over)?$/,
  new RegExp(` (?:${MEDIUM}|over)$`),
];

/** Between two names of a list. */
export const and = phrase('and(?: also| to)?|as well as|plus|&');
/** After "anna and david": these follow one person alone, so the second name begins the content. */
export const singular = phrase("is|was|has|does|doesn't|isn't|wasn't|hasn't|wants|needs|says|said");

/** Words that are never a name by themselves, nor the last word of one. */
export const noNames: ReadonlySet<string> = new Set(
  `the a an this that these those it its it's i i'm i'll i've i'd we we're we'll we've you you're he he's she she's they they're him her them us me my our your his their
  to for of in on at by with from about and or but if whether that that's who what what's when where why how which is are was were be am do does did don't can can't could
  will would should shall may might must have has had not no yes please now then there here know say says saying ask asking tell telling let lets hi hello hey message text note
  one some all any everyone everybody someone somebody anyone anybody nobody both people contact contacts friend's back up out over off asap today tonight tomorrow
  goodnight goodbye congratulations congrats welcome greetings cheers hurry
  going gonna late home happy good sorry thanks thank never so just as well also very really too more i'd`.split(
    /\s+/,
  ),
);
/** Words before a name that belong to it. */
export const titles: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr doctor uncle aunt auntie aunty grandma grandpa granny nana cousin professor prof captain coach pastor father sister brother sir lady reverend nurse officer'.split(
    ' ',
  ),
);

const CORRECTION =
  "(?:no|nope|nah|sorry|wait|hang on|hold on|actually|oops|not (?:him|her|them|that one)|(?:i|no i) (?:meant|mean|said)|i was (?:talking about|thinking of)|it's for|it is for|it's|that's for|make it|send it to|rather|i want|wrong person)";
/** What is said before a name that corrects another one. */
export const isCorrection = phrase(`${CORRECTION}(?: ${CORRECTION}| (?:to|for|the|my))*`);
