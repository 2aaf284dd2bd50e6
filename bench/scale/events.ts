/** What happens at a moment: to a message, an item of the queue, a batch, or nothing in particular. */
const EVENTS = [
  'opens',
  'dictates',
  'answers',
  'calls',
  'looks',
  'changed',
  'woken',
  'batch-ends',
  'batch-retries',
  'minute',
] as const;
export type EventName = (typeof EVENTS)[number];
const CODE = Object.fromEntries(EVENTS.map((name, code) => [name, code])) as Record<EventName, number>;

/** The number of an event in the agenda, which holds nothing else: what happens, and to what. */
export const eventOf = (name: EventName, subject: number): number => subject * EVENTS.length + CODE[name];
/** What happens at an event. */
export const nameOf = (event: number): EventName => EVENTS[event % EVENTS.length] as EventName;
/** To what it happens. */
export const subjectOf = (event: number): number => Math.floor(event / EVENTS.length);

/** Why the courier looks at a message. */
const TRIGGERS = ['change', 'wake-up', 'hold-ends', 'erasure'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** The number of an item in a station, which holds nothing else: why the courier looks, and at which message. */
export const itemOf = (trigger: Trigger, id: number): number =>
  id * TRIGGERS.length + TRIGGERS.indexOf(trigger);
/** Why the courier looks. */
export const triggerOf = (item: number): Trigger => TRIGGERS[item % TRIGGERS.length] as Trigger;
/** The id of the message that it looks at. */
export const messageOf = (item: number): number => Math.floor(item / TRIGGERS.length);
