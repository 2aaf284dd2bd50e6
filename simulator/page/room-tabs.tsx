import { useRef } from 'preact/hooks';

type Props = {
  /** `called`: as the owner named the room. */
  rooms: { name: string; called: string }[];
  chosen: string;
  choose: (room: string) => void;
};

/** The rooms as tabs: arrow keys move between them (WAI-ARIA's tabs pattern). */
export function RoomTabs({ rooms, chosen, choose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const names = rooms.map(({ name }) => name);
    const at = names.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: rooms.length - 1 }[event.key];
    const room = to === undefined ? undefined : names.at(to % names.length);
    if (room === undefined) return;
    event.preventDefault();
    choose(room);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[names.indexOf(room)]?.focus();
  }
  return (
    <div class="tabs" role="tablist" aria-label="Rooms" ref={list} onKeyDown={onKeyDown}>
      {rooms.map(({ name, called }, index) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${index}`}
          aria-controls="room"
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >
          {called}
        </button>
      ))}
    </div>
  );
}
