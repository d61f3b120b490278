import { Component, input } from '@angular/core';
import type { HospitalSheet } from '@shared-care/contracts/hospitals/answers';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';

/** The numbers of one hospital for paper: every list that is printed shows them like this. */
@Component({
  selector: 'sc-contact-table',
  host: { class: 'u-block' },
  imports: [OnDate, Phone],
  template: `
    <div class="u-relative u-scroll" role="region" [attr.aria-label]="'Numbers of ' + hospital().name" tabindex="0">
      <table class="u-stacked">
        <thead>
          <tr>
            <th scope="col">Department</th>
            <th scope="col">Number</th>
            <th scope="col">Answered</th>
            <th scope="col">Checked</th>
          </tr>
        </thead>
        <tbody>
          @for (contact of hospital().contacts; track contact.id) {
            <tr>
              <th class="u-normal" scope="row">{{ contact.label }}</th>
              <td>
                <sc-phone [phone]="contact.phone" [extension]="contact.extension" [bleep]="contact.bleep" />
              </td>
              <td>{{ hours[contact.hours] }}</td>
              <td>
                @if (contact.verifiedOn; as day) {
                  <sc-on-date [date]="day" />{{ contact.verifiedBy ? ', ' + contact.verifiedBy : '' }}
                }
                @if (contact.health !== 'verified') {
                  <strong>{{ contact.healthWords }}</strong>
                }
              </td>
            </tr>
          } @empty {
            <tr>
              <td colspan="4">No number is recorded.</td>
            </tr>
          }
          @for (consultant of hospital().linkConsultants; track consultant.name) {
            <tr>
              <th class="u-normal" scope="row">{{ consultant.name }}, link consultant</th>
              <td>
                @if (consultant.phone; as phone) {
                  <sc-phone [phone]="phone" />
                } @else {
                  By switchboard
                }
              </td>
              <td>{{ consultant.phone ? hours.in_hours : '' }}</td>
              <td></td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    th[scope='row'] {
      inline-size: 32%;
    }
    td:nth-child(2) {
      font-weight: 600;
    }
  `,
})
export class ContactTable {
  readonly hospital = input.required<HospitalSheet>();
  protected readonly hours = HOURS_BANDS;
}
