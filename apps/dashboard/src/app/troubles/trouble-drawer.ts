import { afterNextRender, Component, computed, inject, Injector, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatDrawer, MatDrawerContainer } from '@angular/material/sidenav';
import { RouterLink } from '@angular/router';
import { DELIVERY_CHANNELS } from '@shared-care/domain/delivery';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { Icon } from '@shared-care/ui/icon/icon';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { DeliveryStore } from '../alerts/delivery-store';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';
import { UnitNumber } from '../core/unit-number';
import { sentence, Troubles, type UnreachedAlert } from './troubles';

/** Everything that is wrong, each once, with what a person can do about it. */
@Component({
  selector: 'sc-trouble-drawer',
  imports: [
    AtTime,
    Field,
    Icon,
    MatButton,
    MatDrawer,
    MatDrawerContainer,
    MatFormField,
    MatInput,
    ProblemNote,
    RingNow,
    RouterLink,
    TierChip,
    UnitNumber,
  ],
  templateUrl: './trouble-drawer.html',
  styleUrl: './trouble-drawer.scss',
  host: { '(document:keydown.escape)': 'escaped()' },
})
export class TroubleDrawer {
  protected readonly troubles = inject(Troubles);
  protected readonly session = inject(SessionStore);
  private readonly store = inject(DeliveryStore);
  private readonly snack = inject(UndoSnack);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  private readonly drawer = viewChild.required(MatDrawer);

  readonly closed = output();

  protected readonly attempt = new Attempt();
  /** The call whose "who did you ring" is open. */
  protected readonly asking = signal<string | null>(null);
  protected readonly rang = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly calls = computed(() => this.troubles.wanting().filter(({ call }) => call !== null));
  /** The Undo of the snack bar, for as long as it is possible. */
  protected readonly recorded = computed(() => this.troubles.delivery()?.callsMade ?? []);
  protected readonly others = computed(() =>
    this.troubles
      .unreached()
      .filter(({ call, owner, failed }) => (call === null || owner !== null) && failed.length > 0),
  );
  protected readonly channels = DELIVERY_CHANNELS;
  protected readonly sentence = sentence;

  constructor() {
    // Opened by a person's press, not by being there: only then does it take the focus, and give it back.
    afterNextRender(() => void this.drawer().open());
  }

  protected close(): void {
    void this.drawer().close();
  }

  /** The drawer hears Escape itself, except in the moment in which a line that had the focus has gone. */
  protected escaped(): void {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    // Only a drawer that has the focus gives it back to what opened it.
    document.getElementById('troubles-title')?.focus();
    this.close();
  }

  protected ask(id: string): void {
    this.attempt.forget();
    this.rang.set('');
    this.asking.set(id);
    afterNextRender(() => document.getElementById('call-rang')?.focus(), { injector: this.injector });
  }

  protected async made({ call }: UnreachedAlert, event: Event): Promise<void> {
    event.preventDefault();
    if (call === null) return;
    const done = await this.attempt.run(() => this.store.callMade(call.id, this.rang()).then(() => true));
    if (done) {
      this.asking.set(null);
      this.snack.say(`Call recorded: ${this.rang()}`, {
        undo: () => this.store.takeBackCall(call.id),
        focus: () => document.getElementById('troubles-title'),
      });
    }
    focusWhenLost(this.injector, () => document.getElementById('troubles-title'));
  }

  protected async takeBack(id: string): Promise<void> {
    const done = await this.attempt.run(() => this.store.takeBackCall(id).then(() => true));
    if (done) this.snack.say('Call taken back. It is to be made again.');
    focusWhenLost(this.injector, () => document.getElementById('troubles-title'));
  }

  protected typed(event: Event): void {
    this.rang.set((event.target as HTMLInputElement).value);
  }
}
