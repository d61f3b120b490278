import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BreakGlassToReview } from '@shared-care/contracts/break-glass/answers';
import { BREAK_GLASS_OUTCOMES, BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { ReviewForm } from './review-form';

/** Who looked at an unlinked child, why, and what a person who was not involved found. */
@Component({
  selector: 'sc-review-list',
  host: { class: 'u-block u-w-l' },
  imports: [MatButton, AtTime, IdentityLine, OnDate, LoadState, ReviewForm, RouterLink],
  template: `
    <h1 tabindex="-1">Emergency access to review</h1>
    <sc-load-state [of]="list" />
    @if (list.value()) {
      <p role="status">{{ summary() }}</p>
      @for (grant of list.value()?.grants; track grant.id) {
        <article class="card u-mb-4" [attr.aria-labelledby]="'grant-' + grant.id">
          <h2 [id]="'grant-' + grant.id">{{ grant.by }}, {{ grant.hospitalName }}</h2>
          <sc-identity-line [patient]="grant.patient" [on]="today()" />
          <dl class="facts">
            <dt>When</dt>
            <dd>
              <sc-at-time [at]="grant.grantedAt" [today]="today()" /> until
              <sc-at-time [at]="grant.expiresAt" [today]="today()" />
            </dd>
            <dt>Why</dt>
            <dd>{{ reasons[grant.reason] }}: {{ grant.words }}</dd>
            @if (grant.review; as review) {
              <dt>Reviewed</dt>
              <dd>
                <strong>{{ outcomes[review.outcome] }}</strong>, {{ review.by }},
                <sc-at-time [at]="review.at" [today]="today()" />. {{ review.words }}
              </dd>
            } @else {
              <dt>Review by</dt>
              <dd>
                <sc-on-date [date]="grant.reviewDue" />
                @if (grant.overdue) {
                  <strong class="late u-danger"><span aria-hidden="true">⚠ </span>Overdue</strong>
                }
              </dd>
            }
          </dl>
          @if (grant.review === null) {
            @if (openId() === grant.id) {
              <sc-review-form [grantId]="grant.id" (reviewed)="list.take($event)" (closed)="openId.set(null)" />
            } @else {
              <button type="button" matButton="outlined" (click)="open(grant)">
                Review<span class="visually-hidden"> the access of {{ grant.by }}, {{ grant.reference }}</span>
              </button>
            }
          }
          <a matButton="text" [routerLink]="['/alerts', grant.alertId]"
            >Open alert<span class="visually-hidden"> {{ grant.reference }}</span></a
          >
        </article>
      }
    }
  `,
})
export class ReviewList {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET break-glass/reviews'));
  protected readonly openId = signal<string | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly summary = computed(() => {
    const waiting = this.list.value()?.grants.filter((grant) => grant.review === null).length ?? 0;
    return waiting === 0 ? 'Nothing is waiting for review.' : `${waiting} to review.`;
  });
  protected readonly reasons = BREAK_GLASS_REASONS;
  protected readonly outcomes = BREAK_GLASS_OUTCOMES;

  protected open(grant: BreakGlassToReview): void {
    this.openId.set(grant.id);
  }
}
