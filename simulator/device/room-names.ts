/** The rooms of the home host's stand-in: each has an Echo of its own on the Echo page. */
export const STAND_IN_ROOMS: readonly StandInRoom[] = [
  { name: 'Kitchen', deviceId: 'amzn1.ask.device.standin-kitchen' },
  { name: 'Living room', deviceId: 'amzn1.ask.device.standin-living-room' },
  { name: 'Bedroom', deviceId: 'amzn1.ask.device.standin-bedroom' },
];

/** One Echo of the stand-in, under the name by which the Echo page asks for it. */
export type StandInRoom = { name: string; deviceId: string };
