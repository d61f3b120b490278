import { BLEED_SITES, type BleedSite } from './attendance-reasons';
import { SAME_BLEED_DAYS } from './home-therapy';
import { daysBetween } from './london-time';

/** Where on a body a bleed can be drawn. Left and right are the child's own. */
export const BODY_PLACES = {
  head: 'Head',
  mouth: 'Mouth or nose',
  neck: 'Neck',
  chest: 'Chest',
  abdomen: 'Abdomen',
  iliopsoas: 'Iliopsoas',
  right_shoulder: 'Right shoulder',
  left_shoulder: 'Left shoulder',
  right_elbow: 'Right elbow',
  left_elbow: 'Left elbow',
  right_forearm: 'Right forearm',
  left_forearm: 'Left forearm',
  right_hand: 'Right wrist or hand',
  left_hand: 'Left wrist or hand',
  right_hip: 'Right hip',
  left_hip: 'Left hip',
  right_thigh: 'Right thigh',
  left_thigh: 'Left thigh',
  right_knee: 'Right knee',
  left_knee: 'Left knee',
  right_calf: 'Right lower leg',
  left_calf: 'Left lower leg',
  right_foot: 'Right ankle or foot',
  left_foot: 'Left ankle or foot',
} as const;
export type BodyPlace = keyof typeof BODY_PLACES;

/** Parts that a child has twice: without a side they are nowhere on the map. */
const TWICE: readonly (readonly [string, RegExp])[] = [
  ['shoulder', /\bshoulder/],
  ['elbow', /\belbow/],
  ['forearm', /\bforearm/],
  ['hand', /\b(wrist|hand|finger|thumb)s?\b/],
  ['hip', /\bhip\b/],
  ['thigh', /\b(thigh|quadriceps|hamstring)/],
  ['knee', /\bknee/],
  ['calf', /\b(calf|shin|lower leg)/],
  ['foot', /\b(ankle|foot|toe|heel)s?\b/],
];
const ONCE: readonly (readonly [BodyPlace, RegExp])[] = [
  ['iliopsoas', /\b(iliopsoas|psoas|groin)/],
  ['mouth', /\b(mouth|gum|tongue|lip|tooth|teeth|nose|nosebleed|epistaxis)/],
  ['neck', /\b(neck|throat)/],
  ['chest', /\bchest/],
  ['abdomen', /\b(abdomen|abdominal|belly|tummy)/],
  ['head', /\b(head|face|forehead|scalp)/],
];

/** The place that words of a diary name; null when they name none, several, or no side. It is never guessed. */
export function bodyPlace(words: string): BodyPlace | null {
  const text = words.toLowerCase();
  const side = /\bleft\b|\bl\.?(?=\s)/.test(text) ? 'left' : /\bright\b|\br\.?(?=\s)/.test(text) ? 'right' : null;
  const bothSides = /\bleft\b/.test(text) && /\bright\b/.test(text);
  const twice = TWICE.filter(([, named]) => named.test(text)).map(([part]) => part);
  const once = ONCE.filter(([, named]) => named.test(text)).map(([place]) => place);
  if (twice.length + once.length !== 1 || bothSides) return null;
  if (once.length === 1) return once[0]!;
  return side === null ? null : (`${side}_${twice[0]!}` as BodyPlace);
}

/** The site of an attendance on the map; "joint" and "muscle" do not say which. */
function placeOfSite(site: BleedSite | null): BodyPlace | null {
  return site !== null && site in BODY_PLACES ? (site as BodyPlace) : null;
}

export interface RecordedBleed {
  on: string;
  place: BodyPlace | null;
  words: string | null;
  from: 'attendance' | 'diary' | 'both';
  /** The alert of the attendance at which it was told. */
  alertId: string | null;
}

/**
 * Bleeds told at attendances and in the diary, newest first. One of each at most {@link SAME_BLEED_DAYS} days apart are
 * taken for the same, as on the list of bleeds that stand alone, and the words that say more exactly where are kept.
 */
export function bleedsOf(
  attended: readonly { on: string; site: BleedSite | null; alertId: string | null }[],
  diary: readonly { on: string; site: string }[],
): RecordedBleed[] {
  const left = diary.map((entry) => ({ ...entry, place: bodyPlace(entry.site) }));
  const found = attended.map(({ on, site, alertId }): RecordedBleed => {
    const place = placeOfSite(site);
    const words = site === null ? null : BLEED_SITES[site];
    const same = left
      .filter((entry) => Math.abs(daysBetween(entry.on, on)) <= SAME_BLEED_DAYS && mayBeSame(place, entry.place))
      .sort((one, other) => Math.abs(daysBetween(one.on, on)) - Math.abs(daysBetween(other.on, on)))[0];
    if (same === undefined) return { on, place, words, from: 'attendance', alertId };
    left.splice(left.indexOf(same), 1);
    return {
      on,
      place: same.place ?? place,
      words: same.place === null ? (words ?? same.site) : same.site,
      from: 'both',
      alertId,
    };
  });
  const alone = left.map(({ on, site, place }): RecordedBleed => ({
    on,
    place,
    words: site,
    from: 'diary',
    alertId: null,
  }));
  return [...found, ...alone].sort((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));
}

/** Two different places on a body are two bleeds. */
function mayBeSame(one: BodyPlace | null, other: BodyPlace | null): boolean {
  return one === null || other === null || one === other;
}

export interface BleedsOfPlace {
  place: BodyPlace | null;
  label: string;
  count: number;
  /** The newest of them. */
  last: string;
  /** The alert in which that one was told; null: in the diary only. */
  alertId: string | null;
}

/** How many at each place, most first. Those whose place is not known stand by the words they are recorded with. */
export function bleedsByPlace(
  bleeds: readonly { on: string; place: BodyPlace | null; words: string | null; alertId: string | null }[],
): BleedsOfPlace[] {
  const groups = new Map<string, BleedsOfPlace>();
  for (const { on, place, words, alertId } of bleeds) {
    const label = place === null ? (words ?? 'Site not recorded') : BODY_PLACES[place];
    const key = `${place ?? ''}|${label.toLowerCase()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { place, label, count: 1, last: on, alertId });
    else {
      group.count += 1;
      if (on > group.last) Object.assign(group, { last: on, alertId });
    }
  }
  return [...groups.values()].sort((one, other) => other.count - one.count || (one.last < other.last ? 1 : -1));
}
