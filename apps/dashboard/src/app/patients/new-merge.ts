import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { MergePreview } from '@shared-care/contracts/merges/answers';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { PatientBanner } from '@shared-care/ui/patient-banner/patient-banner';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { MergePreviewView } from './merge-preview';
import { matchFromPage, PatientStore } from './patient-store';
import { ReasonForm } from '../forms/reason-form';

type Place = 'survivor' | 'loser';
const WORDS: Record<Place, string> = { survivor: 'Record to keep', loser: 'Record to close' };

/** Proposes that two records are of one child: both are chosen, compared, and a reason is given. Nothing changes yet. */
@Component({
  selector: 'sc-new-merge',
  host: { class: 'u-block u-w-xl' },
  imports: [MatButton, MergePreviewView, PatientBanner, PatientSearch, ProblemNote, ReasonForm, RouterLink],
  templateUrl: './new-merge.html',
})
export class NewMerge {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  protected readonly patients = inject(PatientStore);
  protected readonly session = inject(SessionStore);

  /** Internal ids from where a person came from. */
  readonly survivor = input<string>();
  readonly loser = input<string>();

  protected readonly places: readonly Place[] = ['survivor', 'loser'];
  protected readonly words = WORDS;
  protected readonly chosen = {
    survivor: signal<PatientMatch | null>(null),
    loser: signal<PatientMatch | null>(null),
  };
  protected readonly preview = signal<MergePreview | null>(null);
  protected readonly looking = new Attempt();
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly two = computed(() => {
    const [survivor, loser] = [this.chosen.survivor()?.patient.id, this.chosen.loser()?.patient.id];
    return survivor === undefined || loser === undefined ? null : { survivorId: survivor, loserId: loser };
  });
  private asked = 0;

  constructor() {
    for (const place of this.places)
      effect(() => {
        const id = this[place]();
        if (id) untracked(() => void this.takeFromRecord(place, id));
      });
    effect(() => {
      this.two();
      untracked(() => void this.compare());
    });
  }

  protected pick(place: Place, match: PatientMatch): void {
    this.chosen[place].set(match);
    this.focus(`another-${place}`);
  }

  protected another(place: Place): void {
    this.chosen[place].set(null);
    this.focus(`choose-${place}`);
  }

  protected swap(): void {
    const kept = this.chosen.survivor();
    this.chosen.survivor.set(this.chosen.loser());
    this.chosen.loser.set(kept);
  }

  protected async propose(because: string): Promise<void> {
    const two = this.two();
    if (two === null) return;
    const merge = await this.attempt.run(() =>
      this.clock.heard(this.api.call('POST merges', { body: { ...two, because } })),
    );
    if (merge) await this.router.navigate(['/merges', merge.id]);
    const already = this.attempt.problem()?.current?.['id'];
    if (typeof already === 'string') await this.router.navigate(['/merges', already]);
  }

  protected async compare(): Promise<void> {
    const [two, asked] = [this.two(), ++this.asked];
    this.preview.set(null);
    this.attempt.forget();
    this.looking.forget();
    if (two === null) return;
    const preview = await this.looking.run(() => this.clock.heard(this.api.call('POST merges/preview', { body: two })));
    if (asked === this.asked) this.preview.set(preview);
  }

  private async takeFromRecord(place: Place, id: string): Promise<void> {
    const page = await this.looking.run(() => this.api.call('GET patients/:id', { params: { id } }));
    if (page) this.chosen[place].set(matchFromPage(page));
  }

  private focus(id: string): void {
    afterNextRender(
      () => {
        const found = document.getElementById(id);
        (found?.querySelector<HTMLElement>('input') ?? found)?.focus();
      },
      { injector: this.injector },
    );
  }
}
