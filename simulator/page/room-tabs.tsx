import { useRef } from 'preact/hooks';

type Props = { rooms: string[]; chosen: string; choose: (room: string) => void };

/** The rooms as tabs: arrow keys move between them (WAI-ARIA's tabs pattern). */
export function RoomTabs({ rooms, chosen, choose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  function onKeyDown(event: KeyboardEvent): void {
    const at = rooms.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: rooms.length - 1 }[event.key];
    const room = to === undefined ? undefined : rooms.at(to % rooms.length);
    if (room === undefined) return;
    event.preventDefault();
    choose(room);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[rooms.indexOf(room)]?.focus();
  }
  return (
    <div class="tabs" role="tablist" aria-label="Rooms" ref={list} onKeyDown={onKeyDown}>
      {rooms.map((room, index) => (
        <button
          key={room}
          type="button"
          role="tab"
          id={`tab-${index}`}
          aria-controls="room"
          aria-selected={room === chosen}
          tabIndex={room === chosen ? 0 : -1}
          onClick={() => choose(room)}
        >
          {room}
        </button>
      ))}
    </div>
  );
}
