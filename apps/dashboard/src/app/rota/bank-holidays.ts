import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { longDate } from '@shared-care/domain/london-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { RotaLinks } from './rota-links';
import { dayWords } from './rota-words';

/** The kept calendar, and when it runs out: after that a quiet day would be taken for a working day. */
@Component({
  selector: 'sc-bank-holidays',
  host: { class: 'u-block u-w-m' },
  imports: [LoadState, RotaLinks, RouterLink],
  template: `
    <h1 tabindex="-1">Bank holidays</h1>
    <sc-rota-links />
    <sc-load-state [of]="fetched" lead="The bank holidays could not be loaded" />
    @if (fetched.value(); as calendar) {
      @if (calendar.problem; as problem) {
        <p class="u-note">{{ problem.words }}</p>
      }
      <p>
        England and Wales, as published by GOV.UK. Known until {{ long(calendar.until) }} ({{
          calendar.daysLeft
        }}
        days). Admins are warned 90 days before. A newer list is uploaded under <a routerLink="/settings">Settings</a>.
      </p>
      <table>
        <caption class="visually-hidden">
          Bank holidays from today on
        </caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Bank holiday</th>
          </tr>
        </thead>
        <tbody>
          @for (day of calendar.days; track day.date) {
            <tr>
              <td class="number">{{ words(day.date) }}</td>
              <td>{{ day.title }}</td>
            </tr>
          } @empty {
            <tr>
              <td colspan="2">None is stored from today on.</td>
            </tr>
          }
        </tbody>
      </table>
    }
  `,
})
export class BankHolidaysPage {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(() => this.api.call('GET rota/bank-holidays'));
  protected readonly long = longDate;
  protected readonly words = dayWords;
}
