import { type BodyOf } from '../../core/api/route.ts';
import { registerPasskey } from '../../core/api/phone-routes.ts';
import { changeRoom } from '../../core/api/room-routes.ts';
import { eraseHousehold, exportHousehold, listActivity } from '../../core/api/household-routes.ts';
import { type DataAct, dataOrderText } from '../../core/approval/data-order.ts';
import type { TrustChange } from '../../core/approval/link.ts';
import { headOf, type TrustList } from '../../core/approval/trust-list.ts';
import type { ActivityLine } from '../../core/api/activity.ts';
import type { RoomId } from '../../core/household/ids.ts';
import type { SettingsChange } from '../../core/household/settings.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import { type Answered, noPasskey, notChecked, type Problem } from '../session/problem.ts';
import { getTrustList } from '../session/session-state.ts';
import type { Session } from '../session/session.ts';

/** What the owner can do with the household. Each action gives the problem if it failed. */
export type HouseholdActions = {
  renameRoom(room: RoomId, name: string): Promise<Problem | undefined>;
  setRoomPaused(room: RoomId, paused: boolean): Promise<Problem | undefined>;
  /** Changes settings by a signed link. Does nothing if they have these values already. */
  changeSettings(change: SettingsChange): Promise<Problem | undefined>;
  /** Creates a passkey on this device and adds it to the trust list. */
  addPasskey(name: string): Promise<Problem | undefined>;
  removePasskey(id: string): Promise<Problem | undefined>;
  /** Loads the activity log, newest first. */
  loadActivity(): Promise<Answered<ActivityLine[]>>;
  /** Downloads all data of the household as a zip archive. */
  exportData(): Promise<Answered<Uint8Array>>;
  /** Erases all data of the household. This cannot be undone. */
  eraseEverything(): Promise<Problem | undefined>;
};

export function householdActionsOf({
  api,
  state,
  appendLink,
  now,
  passkeys,
  household,
}: Session): HouseholdActions {
  const roomsAfter = async (
    room: RoomId,
    change: BodyOf<typeof changeRoom>,
  ): Promise<Problem | undefined> => {
    const answered = await api.call(changeRoom, { room }, change);
    if ('problem' in answered) return answered.problem;
    state.update({ rooms: answered.got.rooms });
    return undefined;
  };
  const say = async (said: (trust: TrustList) => TrustChange | undefined): Promise<Problem | undefined> => {
    const trust = getTrustList(state.get());
    if (!trust) return notChecked;
    const what = said(trust);
    return what && appendLink({ ...what, household: trust.household, at: now(), prev: headOf(trust) });
  };

  /** Asks for a passkey's assertion if the household has a passkey. */
  const orderFor = async (act: DataAct): Promise<Answered<BodyOf<typeof exportHousehold>>> => {
    const trust = getTrustList(state.get());
    if (!trust) return { problem: notChecked };
    const head = headOf(trust);
    if (trust.passkeys.size === 0) return { got: { head } };
    const assertion = await passkeys.sign(sha256(dataOrderText(act, household, head)), trust.passkeys);
    return assertion ? { got: { head, assertion } } : { problem: noPasskey };
  };

  return {
    renameRoom: (room, name) => roomsAfter(room, { name }),
    setRoomPaused: (room, paused) => roomsAfter(room, { paused }),

    changeSettings: change =>
      say(({ settings }) => {
        const isSet = Object.entries(change).every(
          ([name, value]) =>
            JSON.stringify(settings[name as keyof typeof settings]) === JSON.stringify(value),
        );
        return isSet ? undefined : { type: 'change-settings', settings: change };
      }),

    async addPasskey(name) {
      const trust = getTrustList(state.get());
      if (!trust) return notChecked;
      const registration = await passkeys.register(headOf(trust), name, trust.passkeys);
      if (!registration) return noPasskey;
      const answered = await api.call(registerPasskey, {}, { registration });
      if ('problem' in answered) return answered.problem;
      return say(() => ({ type: 'add-passkey', passkey: { ...answered.got.passkey, name } }));
    },

    removePasskey: id =>
      say(trust => (trust.passkeys.has(id) ? { type: 'remove-passkey', passkey: id } : undefined)),

    async loadActivity() {
      const answered = await api.call(listActivity, {});
      return 'problem' in answered ? answered : { got: answered.got.activity };
    },

    async exportData() {
      const order = await orderFor('export');
      return 'problem' in order ? order : api.call(exportHousehold, {}, order.got);
    },

    async eraseEverything() {
      const order = await orderFor('erase');
      const answered =
        'problem' in order ? order : await api.call(eraseHousehold, {}, { household, ...order.got });
      return 'problem' in answered ? answered.problem : undefined;
    },
  };
}
