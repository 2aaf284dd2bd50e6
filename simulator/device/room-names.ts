/** The rooms of the device simulator. Each has a simulated Echo. */
export const SIMULATED_ROOMS: readonly SimulatedRoom[] = [
  { name: 'Kitchen', deviceId: 'amzn1.ask.device.simulated-kitchen', screen: 'hub' },
  { name: 'Living room', deviceId: 'amzn1.ask.device.simulated-living-room' },
  { name: 'Bedroom', deviceId: 'amzn1.ask.device.simulated-bedroom', screen: 'round' },
];

/** The shapes of an Echo's screen. */
export type ScreenShape = 'hub' | 'round';

/** A room by the name that the page shows, the device id of its Echo, and its screen, if it has one. */
export type SimulatedRoom = { name: string; deviceId: string; screen?: ScreenShape };
