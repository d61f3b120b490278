import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { inNetwork } from './in-network';
import { ServerClock } from '../core/server-clock';

interface Choice {
  id: string;
  name: string;
  note: string;
}

const DEBOUNCE_MS = 250;
const MAX_FOUND = 8;
let instances = 0;

/** Where the child is: the child's own hospitals first, then the network, then any site in the ODS register. */
@Component({
  selector: 'sc-hospital-picker',
  imports: [MatButton, SelectBox],
  templateUrl: './hospital-picker.html',
  styles: `
    .found button:hover {
      background: var(--sc-hover);
    }
    sc-select {
      margin-block-end: -1rem;
    }
    .another {
      position: absolute;
      inset-block-start: -0.5rem;
      inset-inline-end: 0;
    }
  `,
})
export class HospitalPicker implements FormValueControl<string> {
  readonly value = model('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();
  /** The hospitals of this child's shared care, the usual one first. */
  readonly own = input<readonly { id: string; name: string }[]>([]);

  /** Whether a hospital that no list has may be written in words. */
  readonly offersUnlisted = input(false);
  /** What was typed when it was not found. */
  readonly unlisted = output<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly list = viewChild.required(SelectBox);
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);
  private readonly injector = inject(Injector);
  protected readonly id = `sc-hospital-${++instances}`;

  private readonly network = signal<HospitalSummary[]>([]);
  private readonly elsewhere = signal<Choice | null>(null);
  protected readonly networkFailed = signal(false);
  protected readonly searching = signal(false);
  protected readonly found = signal<Choice[] | null>(null);
  protected readonly foundInAll = signal(0);
  protected readonly searchFailed = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  protected readonly shownError = computed(() => (this.touched() ? (this.errors()[0]?.message ?? null) : null));
  protected readonly others = computed<Choice[]>(() => {
    const own = new Set(this.own().map((hospital) => hospital.id));
    return this.network()
      .filter((hospital) => hospital.networkRole !== 'other' && !own.has(hospital.id) && !this.isClosed(hospital))
      .map((hospital) => this.choice(hospital));
  });
  protected readonly outside = computed(() => {
    const chosen = this.elsewhere();
    const listed = [...this.own(), ...this.others()].some((hospital) => hospital.id === chosen?.id);
    return listed ? null : chosen;
  });

  protected readonly groups = computed(() => {
    const outside = this.outside();
    return [
      { label: 'Shared care of this child', options: this.own() },
      { label: 'Found in the register', options: outside === null ? [] : [outside] },
      { label: 'Our network', options: this.others() },
    ].filter(({ options }) => options.length > 0);
  });

  constructor() {
    void this.loadNetwork();
  }

  focus(options?: FocusOptions): void {
    this.list().focus(options);
  }

  protected async loadNetwork(): Promise<void> {
    this.networkFailed.set(false);
    try {
      this.network.set(await inNetwork(this.api));
    } catch {
      this.networkFailed.set(true);
    }
  }

  protected openSearch(): void {
    this.searching.set(true);
    afterNextRender(() => this.element.nativeElement.querySelector<HTMLInputElement>('input')?.focus(), {
      injector: this.injector,
    });
  }

  protected type(words: string): void {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    if (words.trim().length < 2) {
      this.found.set(null);
      return;
    }
    this.timer = setTimeout(async () => {
      try {
        const found = await this.api.call('GET hospitals', { query: { search: words.trim() } });
        if (asked !== this.asked) return;
        this.found.set(found.hospitals.slice(0, MAX_FOUND).map((hospital) => this.choice(hospital)));
        this.foundInAll.set(found.total);
        this.searchFailed.set(false);
      } catch {
        if (asked === this.asked) this.searchFailed.set(true);
      }
    }, DEBOUNCE_MS);
  }

  protected pick(hospital: Choice): void {
    this.elsewhere.set(hospital);
    this.searching.set(false);
    this.found.set(null);
    // The option it needs is drawn first.
    afterNextRender(
      () => {
        this.value.set(hospital.id);
        this.focus();
      },
      { injector: this.injector },
    );
  }

  /** A closure may be published months before it comes. */
  private isClosed({ closedOn }: HospitalSummary): boolean {
    return closedOn !== null && closedOn <= londonDate(this.clock.now());
  }

  private choice(hospital: HospitalSummary): Choice {
    const closed = this.isClosed(hospital) ? 'listed as closed' : null;
    const note = [hospital.trustName, hospital.town, hospital.postcode, `ODS ${hospital.odsCode}`, closed];
    return { id: hospital.id, name: hospital.name, note: note.filter((part) => part !== null).join(' · ') };
  }
}
