/** The rooms of the device simulator. Each has a simulated Echo. */
export const SIMULATED_ROOMS: readonly SimulatedRoom[] = [
  { name: 'Kitchen', deviceId: 'amzn1.ask.device.simulated-kitchen' },
  { name: 'Living room', deviceId: 'amzn1.ask.device.simulated-living-room' },
  { name: 'Bedroom', deviceId: 'amzn1.ask.device.simulated-bedroom' },
];

/** A room by the name that the page shows, and the device id of its Echo. */
export type SimulatedRoom = { name: string; deviceId: string };
