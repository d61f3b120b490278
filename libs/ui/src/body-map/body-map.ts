import { Component, computed, input, output } from '@angular/core';
import { BODY_PLACES, type BleedsOfPlace, type BodyPlace } from '@shared-care/domain/bleeds';
import { longDate } from '@shared-care/domain/london-time';
import { OnDate } from '../on-date/on-date';

/** From the front: the child's right is on the left of the picture. */
const AT: Readonly<Record<BodyPlace, readonly [number, number]>> = {
  head: [75, 13],
  mouth: [75, 35],
  neck: [75, 50],
  chest: [75, 75],
  abdomen: [75, 112],
  iliopsoas: [75, 140],
  right_shoulder: [50, 60],
  left_shoulder: [100, 60],
  right_elbow: [38, 86],
  left_elbow: [112, 86],
  right_forearm: [34, 101],
  left_forearm: [116, 101],
  right_hand: [31, 116],
  left_hand: [119, 116],
  right_hip: [58, 146],
  left_hip: [92, 146],
  right_thigh: [61, 168],
  left_thigh: [89, 168],
  right_knee: [62, 192],
  left_knee: [88, 192],
  right_calf: [62, 214],
  left_calf: [88, 214],
  right_foot: [62, 240],
  left_foot: [88, 240],
};

/** With the page of the newest of them; null: there is none for this user. */
export type PlaceOnBody = BleedsOfPlace & { href: string | null };

/** Bleeds where they were: size and number are the count. It counts, it never concludes; the list says the same. */
@Component({
  selector: 'sc-body-map',
  host: { class: 'u-flex u-gap-4' },
  imports: [OnDate],
  templateUrl: './body-map.html',
  styleUrl: './body-map.scss',
})
export class BodyMap {
  readonly places = input.required<readonly PlaceOnBody[]>();
  /** The address of a place that was pressed. */
  readonly follow = output<string>();

  protected readonly spots = computed(() =>
    this.places().flatMap(({ place, label, count, last, href }) =>
      place === null
        ? []
        : [{ place, label, count, last, href, x: AT[place][0], y: AT[place][1], r: Math.min(14, 7 + 1.5 * count) }],
    ),
  );
  protected readonly sentence = computed(() => {
    const placed = this.places().filter(({ place }) => place !== null);
    return placed.length === 0
      ? 'A body from the front. No bleed has a place on it.'
      : `A body from the front. ${placed.map(({ place, count }) => `${BODY_PLACES[place!]} ${count}`).join(', ')}`;
  });
  protected said({ label, count, last }: { label: string; count: number; last: string }): string {
    return `${label}: ${count} ${count === 1 ? 'bleed' : 'bleeds'}, ${count === 1 ? '' : 'last '}${longDate(last)}`;
  }

  protected open(event: MouseEvent, href: string | null): void {
    // With a key held it is for the browser: a new tab, a new window.
    if (href === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.follow.emit(href);
  }

  protected readonly anyWithoutPlace = computed(() => this.places().some(({ place }) => place === null));
}
