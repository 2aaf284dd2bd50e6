import { expandGrammar, type Rules } from '../grammar.ts';
import type { AskedSlot, SampledIntent } from '../../../services/skill/intents.ts';

/** What English locales call things. The alternatives of a grammar. */
export type LocaleWords = {
  /** A phone in the pocket. */
  handset: string;
  /** To do away with something that nobody wants. */
  throwAway: string;
};

/** The parts that several grammars share. */
const RULES: Rules = {
  please: 'please | can you | could you',
  polite: `please | (can | could | would | will) you [please] | (can | could) i | i (want | need | have) to
    | i (want | need) you to | i wanna | (i would | i'd) (like | love) [you] to | help me | let's
    | go ahead and`,
  wish: `please | can you | could you | i want to | i'd like to`,
  note: `a (message | voice message | text message | text | note | voice note | voice mail | voicemail | memo)
    | an (email | audio message)`,
  mine: '(my | the | that | this | my last | the last) message',
  it: 'it | that | this | <mine>',
  waiting: 'waiting | on hold | pending',
};

/** Every way to ask for each intent. Where two intents could share an utterance, `check-model.ts` says so. */
const GRAMMARS: Readonly<Record<SampledIntent, string>> = {
  SendMessageIntent: `
    [<wish>] (send | leave | record | write) (<note> | message | voice message) [(to | for) {recipient}]
    | (compose | create | make | start | begin | dictate | type | draft | get) a [voice | text | new] message
      [(to | for) {recipient}]
    | [<wish>] (send | leave | give | write) {recipient} (<note> | message)
    | [<wish>] (send | leave) (somebody | someone) a [voice | text] message
    | [<wish>] send a message to (somebody | someone)
    | [<wish>] (message | text | email | write | write to | contact | reply to | notify | tell | ask | remind) {recipient}
    | [<wish>] (tell | ask) {recipient} something
    | [<wish>] let {recipient} know [something]
    | [<wish>] (send something | send word | say something | get a message) to {recipient}
    | [a] (message | voice message | text message | note) [(to | for) {recipient}]
    | i have (a message | something) for {recipient}
    | i have something to tell {recipient}`,

  // What follows the carrier is taken apart by the skill: a slot for free speech must be the only slot of its sample.
  TellIntent: `
    [<polite>] (
      tell | let | ask | remind | text | message | instant message | imessage | sms | dm | email | e mail | mail
      | contact | ping | page | inform | notify | warn | alert | update | advise | wish | respond to | reply to
      | write to | get back to | communicate to | check with | talk to | speak to | speak with | chat with | reach out to
      | get in touch with | get hold of | get word to | explain to | mention to | confirm with | find out from
      | apologize to | thank | congratulate | greet | assure | reassure | invite | nudge | tip off | buzz | beep | pass along | confirm to | enquire of | msg | txt | snap | slack | whatsapp | hit up
      | send | send out | send over | shoot | drop | fire off | deliver | convey | transmit | share
      | write | leave | record | dictate | type | compose | draft | create | make | begin | start | get | give
      | pass | pass on | relay | say | reply | respond | answer | forward | see if | find out if
    ) {said}
    | let me (tell | text | message) {said}
    | [a] [new] [text | voice] (message | note) (to | for) {said}`,

  AddIntent: `[please | and | also] add [that | to (it | that | the message)] {addition} | [and] also say {addition}
    | one more thing {addition}`,

  DiscardIntent: `
    [<please>] (discard | delete | erase | remove | scrap | throw away | get rid of | <throwAway>) (<it>)
    | [<please>] cancel <mine>
    | [<please>] throw (<it>) (away | out)
    | [please] (don't | do not | never) send (<it>)
    | i (don't | do not) want to send (<it>)
    | forget [about] <mine>`,

  WaitingIntent: `
    (what's | what is) [still] (<waiting>)
    | is (anything | something | a message | any message) [still] (<waiting>)
    | are (there [any] messages | any messages | there any messages still) (<waiting>)
    | do i have [any] [new] messages [waiting]
    | are there [any] [new] messages
    | have i got [any] messages
    | any messages [waiting]
    | how many messages (are (<waiting>) | do i have | are there)
    | (what | which) messages (are (<waiting>) | do i have)
    | what are you holding
    | are you [still] holding (anything | a message | any messages)
    | check [for | my] messages`,

  DeliveryStatusIntent: `
    did {recipient} (get | receive | hear) (it | <mine>) [yet]
    | has {recipient} (got | gotten | received | heard) (it | <mine>) [yet]
    | did (it | <mine>) (arrive | get through | go through | go out | get there)
    | did <mine> to {recipient} (arrive | get through | go through | go out | get there)
    | did (it | <mine>) (reach | get to) {recipient}
    | was (it | <mine>) (sent | delivered | received)
    | was <mine> to {recipient} (sent | delivered | received)
    | has (it | <mine>) (been (sent | delivered | received) | arrived | gone out) [yet]
    | has <mine> to {recipient} (been (sent | delivered | received) | arrived | gone out) [yet]
    | is <mine> (sent | delivered | still waiting)
    | did you send (it | <mine>) [to {recipient}]
    | what (happened to | became of) <mine> [to {recipient}]
    | (what's | what is) the status of <mine>
    | where is <mine>`,

  WhyIntent: `
    why [not]
    | why (did | do) you (do that | stop | ask again | ask me again | ask twice | say that | hold it)
    | why are you (holding it | asking again | asking me again | stopping)
    | why (it stopped | you stopped | did it stop | did that stop | did it ask again | is it waiting | is it held)
    | why didn't (you | it) send it
    | why did you not send it
    | what made you (do that | stop | ask again)
    | (tell me | explain) why [you (stopped | did that | asked again) | it stopped]
    | what (happened | went wrong)
    | explain (that | yourself | what happened)`,

  PairPhoneIntent: `
    [please | i want to | how do i] (pair | connect | link | set up | add | register)
      (my | a | the | another | my new) (phone | <handset>)
    | pair with my phone
    | set my phone up
    | start pairing
    | [give me | get] a (pairing code | code for my phone)`,

  AddContactIntent: `
    [<wish>] (add | create | make | save | set up) (a contact | another contact | a new contact | my first contact)
    | how (do | can) i (add | create | save | make) (a contact | a new contact | contacts)
    | how (do | can) i add (someone | somebody | people)
    | [<wish>] add (a person | someone | somebody) [to my contacts]
    | add contacts
    | [a] new contact`,

  'AMAZON.HelpIntent': `
    what can you do | what do you do | how does (this | it) work | how do (i use this | you work) | [i] need help
    | please help [me] | give me help | what are my options | what should i say | how do i send a message
    | i don't know what to say | explain how this works`,

  'AMAZON.RepeatIntent': `
    [please] repeat [that | it | the question] | [please | can you | could you] say (that | it) again
    | (can | could) you repeat (that | it | the question) | what did you say | what was (that | the question)
    | i didn't (hear | catch | get) that | once more | one more time | come again | pardon [me]`,

  'AMAZON.StopIntent': `
    please stop | stop (it | that | now | please | listening | talking) | be quiet
    | end the (session | conversation)`,

  'AMAZON.CancelIntent': `
    please cancel | cancel (please | everything | the request) | forget (about it | that) | never mind that
    | oh never mind | no never mind | don't do (it | that) | i changed my mind | i've changed my mind | abort`,

  'AMAZON.YesIntent': `yes (i do | i would | there is | please add something) | yes something [else]
    | (there is | i have) (more | something else | something to add) | i want to add something`,

  'AMAZON.NoIntent': `
    done | [i'm | i am | all | we're] (done | finished) | (that's | that is) (all | it | everything | fine | good)
    | no (that's | that is) (all | it | everything | fine) | nothing [else | more | to add] | no nothing [else | more]
    | no more | no thank you | no thanks | leave it [like that | as it is] | keep it [like that | as it is]`,
};

/** The samples of every intent in an English locale. */
export function samplesIn({ handset, throwAway }: LocaleWords): Record<SampledIntent, string[]> {
  const rules = { ...RULES, handset, throwAway };
  return Object.fromEntries(
    Object.entries(GRAMMARS).map(([intent, grammar]) => [intent, expandGrammar(grammar, rules)]),
  ) as Record<SampledIntent, string[]>;
}

/** How people answer when a slot is asked for. The message has no carrier, so that all of it is content. */
export const ANSWERS: Readonly<Record<AskedSlot, string[]>> = {
  recipient: expandGrammar(`[send it | (it's | it is | that's | the message is)] [to | for] {recipient}
    | to my {recipient} | i want to send it to {recipient} | [no] i (said | meant) {recipient} | no {recipient}`),
  // "No, David" corrects the name, so the slot must keep its "no".
  nameAgain: expandGrammar(
    `[it's | it is | the name is | i said] [to | for] {nameAgain} | to my {nameAgain}`,
  ),
  message: ['{message}'],
};
