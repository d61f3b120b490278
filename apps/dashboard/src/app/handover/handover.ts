import { afterNextRender, Component, computed, inject, Injector, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { HandoverAlert } from '@shared-care/contracts/handover/answers';
import { londonDate, londonTime, longDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { AlertSaid, childOf } from '../alerts/alert-said';
import { AlertStore } from '../alerts/alert-store';
import { HandOverForm } from '../alerts/hand-over-form';
import { HandoverStore } from '../alerts/handover-store';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { fetchedNow } from '../core/fetched-for';
import { QuickLog } from '../attendances/quick-log';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { HandoverLines } from './handover-lines';

/** The change of shift on one sheet: what goes to whom, what came in overnight, and the calls nobody typed. */
@Component({
  selector: 'sc-handover',
  host: { class: 'u-block u-w-board' },
  imports: [AtTime, EmptyState, HandOverForm, HandoverLines, LoadState, MatButton, ProblemNote, RouterLink],
  templateUrl: './handover.html',
  styleUrl: './handover.scss',
})
export class Handover {
  private readonly store = inject(HandoverStore);
  private readonly alerts = inject(AlertStore);
  private readonly snack = inject(AlertSaid);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly quickLog = inject(QuickLog);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);

  protected readonly fetched = fetchedNow(
    () => this.store.view(),
    (live) => live.changed('alerts'),
  );
  protected readonly view = this.fetched.value;
  protected readonly answering = new Attempt();
  protected readonly choosing = signal(false);
  /** What came of the last bulk handover, said where it was pressed. */
  protected readonly said = signal<readonly string[]>([]);
  /** Of one's own, those left out of the bulk handover. */
  protected readonly leftOut = signal<ReadonlySet<string>>(new Set());

  protected readonly now = computed(() => this.clock.now());
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly me = computed(() => this.session.user()?.id);
  protected readonly date = computed(() => longDate(this.today()));
  protected readonly asOf = computed(() => (this.view() === null ? '' : londonTime(new Date(this.view()!.now))));

  protected readonly groups = computed(() => {
    const running = this.view()?.running ?? [];
    const me = this.me();
    const mine = ({ alert }: HandoverAlert): boolean => alert.owner?.id === me;
    const toMe = ({ alert }: HandoverAlert): boolean => alert.offer?.to.id === me;
    return {
      toMe: running.filter(toMe),
      unowned: running.filter(({ alert }) => alert.owner === null),
      mine: running.filter(mine),
      others: running.filter((one) => one.alert.owner !== null && !mine(one) && !toMe(one)),
    };
  });
  protected readonly toOffer = computed(() =>
    this.groups().mine.filter(({ alert }) => alert.offer === null && !this.leftOut().has(alert.id)),
  );
  /** Each child goes with a note of its own: those without one stay. */
  protected readonly withoutNote = computed(() => this.toOffer().filter(({ note }) => note === null).length);
  protected readonly overnight = computed(() =>
    (this.view()?.overnight ?? []).map((alert) => ({ alert, agreedNextStep: null, nextContactAt: null, note: null })),
  );
  protected readonly nightHasBegun = computed(() => {
    const view = this.view();
    return view !== null && view.nightFrom <= view.now;
  });
  protected readonly summary = computed(() => {
    const running = this.view()?.running ?? [];
    const red = running.filter(({ alert }) => alert.tier === 'red').length;
    const many = `${running.length} ${running.length === 1 ? 'alert is' : 'alerts are'} not closed`;
    return `${many}${red > 0 ? `, ${red} red` : ''}. As of ${this.asOf()}.`;
  });

  protected include(id: string, yes: boolean): void {
    this.leftOut.update((left) => {
      const next = new Set(left);
      if (yes) next.delete(id);
      else next.add(id);
      return next;
    });
  }

  protected choose(): void {
    this.choosing.set(true);
    this.said.set([]);
    afterNextRender(() => document.getElementById('hand-over-to')?.focus(), { injector: this.injector });
  }

  protected chosen(): void {
    this.choosing.set(false);
    afterNextRender(() => document.getElementById('handover-said')?.focus(), { injector: this.injector });
  }

  protected readonly handOver = async (typed: { to: string; reason: string }): Promise<unknown> => {
    const alertIds = this.toOffer().map(({ alert }) => alert.id);
    const answer = await this.store.offer({ ...typed, alertIds });
    await this.fetched.retry();
    const many = `${answer.offered} ${answer.offered === 1 ? 'alert' : 'alerts'} handed over. You stay the owner until your colleague accepts.`;
    this.said.set([many, ...answer.notOffered]);
    return answer;
  };

  protected async accept({ alert }: HandoverAlert): Promise<void> {
    const done = await this.answering.run(() => this.alerts.answerOffer(alert, { answer: 'accept' }));
    if (done !== null) this.snack.done(`You own ${childOf(alert)} now`, done);
    await this.goneFromMe(alert.id);
  }

  protected async decline({ line, reason }: { line: HandoverAlert; reason: string }): Promise<void> {
    const done = await this.answering.run(() => this.alerts.answerOffer(line.alert, { answer: 'decline', reason }));
    if (done !== null)
      this.snack.done(`Declined: ${childOf(line.alert)} stays with ${done.owner?.displayName ?? ''}`, done);
    await this.goneFromMe(line.alert.id);
  }

  /** The line goes with the answer, which may be on its way already: this one is waited for. */
  private async goneFromMe(id: string): Promise<void> {
    await this.fetched.retry();
    const others = this.groups().toMe.some(({ alert }) => alert.id !== id);
    focusWhenLost(this.injector, () => document.getElementById(others ? 'to-me-title' : 'mine-title'));
  }

  protected async answerCalls(answer: 'none' | 'logged'): Promise<void> {
    await this.answering.run(async () => {
      await this.store.answerCalls({ answer });
      await this.fetched.retry();
    });
    if (this.answering.problem() !== null) void this.fetched.refresh();
  }

  protected logCall(): void {
    // On a phone the sheet would cover everything, so it is a page there.
    if (matchMedia('(max-width: 640px)').matches)
      void this.router.navigate(['/attendances/new'], { queryParams: { found: 'later' } });
    else this.quickLog.show(null, { foundLater: true });
  }

  protected print(): void {
    window.print();
  }
}
