import type { RotaBand, RotaGapLine, RotaShift, RotaWeek } from '@shared-care/contracts/rota/answers';
import { daysBetween, londonDate, londonTime } from '@shared-care/domain/london-time';
import { DUTIES, isSingle, type Duty } from '@shared-care/domain/rota';
import { hueOf, initialsOf } from '@shared-care/ui/avatar/person-look';

const MINUTES_OF_DAY = 1440;
const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;
/** Of the week's width: less holds initials, not a name. */
const HOLDS_A_NAME = 8.5;

/** What one press acts on: a shift or a gap within one day or one night. */
export interface Segment {
  key: string;
  from: string;
  until: string;
  left: number;
  width: number;
  shift: RotaShift | null;
  gap: RotaGapLine | null;
}

/** What is seen as one bar: the same person, or the same gap, over the hours that follow each other. */
export interface Bar {
  key: string;
  left: number;
  width: number;
  words: string;
  hue: number;
  gap: boolean;
  changed: boolean;
}

export interface Lane {
  duty: Duty;
  /** Which of several lanes of one duty, from 0. */
  place: number;
  segments: Segment[];
  bars: Bar[];
}

/** Where an instant stands in the week, in per cent of its width, on London's clocks: a day is as wide as any other. */
export function placeInWeek(at: Date, monday: string): number {
  const [hour, minute] = londonTime(at).split(':').map(Number) as [number, number];
  const minutes = daysBetween(monday, londonDate(at)) * MINUTES_OF_DAY + hour * 60 + minute;
  return Math.min(100, Math.max(0, (minutes / MINUTES_OF_WEEK) * 100));
}

/** The week as lanes, a duty each; several nurses of one duty have a lane each. */
export function lanesOf(week: RotaWeek): Lane[] {
  const bands: RotaBand[] = [...(week.into ? [week.into] : []), ...week.days.flatMap(({ bands }) => bands)];
  return (Object.keys(DUTIES) as Duty[]).flatMap((duty) => {
    const of = <T extends { duty: Duty }>(list: readonly T[]): T[] => list.filter((one) => one.duty === duty);
    const shifts = bands.flatMap((band) => of(band.shifts)).sort(byStart);
    const gaps = bands.flatMap((band) => of(band.gaps)).sort(byStart);
    const lanes = isSingle(duty) ? [shifts] : parted(shifts);
    if (lanes.length === 0) lanes.push([]);
    return lanes.map((held, place): Lane => {
      const segments = [
        ...held.map((shift) => segment(week.monday, shift, { shift, gap: null })),
        // Somebody is missing once, whatever the number of lanes.
        ...(place === 0 ? gaps.map((gap) => segment(week.monday, gap, { shift: null, gap })) : []),
      ].sort(byStart);
      return { duty, place, segments, bars: barsOf(segments) };
    });
  });
}

const byStart = (one: { from: string }, other: { from: string }): number => one.from.localeCompare(other.from);

/** Each to the lane where they stood last, or else to the first that is free. */
function parted(shifts: readonly RotaShift[]): RotaShift[][] {
  const lanes: RotaShift[][] = [];
  for (const shift of shifts) {
    const free = lanes.filter((lane) => lane.at(-1)!.until <= shift.from);
    const lane = free.find((each) => each.some(({ userId }) => userId === shift.userId)) ?? free[0];
    if (lane) lane.push(shift);
    else lanes.push([shift]);
  }
  return lanes;
}

function segment(
  monday: string,
  { duty, from, until }: { duty: Duty; from: string; until: string },
  what: Pick<Segment, 'shift' | 'gap'>,
): Segment {
  const left = placeInWeek(new Date(from), monday);
  const key = `${duty} ${from} ${what.shift?.userId ?? 'gap'}`;
  return { key, from, until, left, width: placeInWeek(new Date(until), monday) - left, ...what };
}

function barsOf(segments: readonly Segment[]): Bar[] {
  const runs: Segment[][] = [];
  for (const one of segments) {
    const last = runs.at(-1)?.at(-1);
    const goesOn =
      last?.until === one.from && last.shift?.userId === one.shift?.userId && last.shift?.by === one.shift?.by;
    if (goesOn) runs.at(-1)!.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => {
    const [first, last] = [run[0]!, run.at(-1)!];
    const width = last.left + last.width - first.left;
    const hours = Math.round((Date.parse(last.until) - Date.parse(first.from)) / 3_600_000);
    const name = first.shift?.name ?? '';
    return {
      key: first.key,
      left: first.left,
      width,
      words: first.gap ? `Gap, ${hours} h` : width < HOLDS_A_NAME ? initialsOf(name) : name,
      hue: first.shift ? hueOf(first.shift.userId) : 0,
      gap: first.gap !== null,
      changed: first.shift !== null && first.shift.by !== 'pattern',
    };
  });
}

/** Shifts that follow each other without a break are one stretch of the same person. */
export function stretchesOf(week: RotaWeek): RotaShift[] {
  const bands: RotaBand[] = [...(week.into ? [week.into] : []), ...week.days.flatMap(({ bands }) => bands)];
  const whole: RotaShift[] = [];
  for (const shift of bands.flatMap((band) => band.shifts).sort(byStart)) {
    const before = whole.find(
      ({ duty, userId, until }) => duty === shift.duty && userId === shift.userId && until === shift.from,
    );
    if (before) before.until = shift.until;
    else whole.push({ ...shift });
  }
  return whole;
}

/** Everybody of the week, for the legend that says whose initials these are. */
export function peopleOf(lanes: readonly Lane[]): { id: string; displayName: string }[] {
  const found = new Map<string, string>();
  for (const { segments } of lanes) for (const { shift } of segments) if (shift) found.set(shift.userId, shift.name);
  return [...found]
    .map(([id, displayName]) => ({ id, displayName }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
