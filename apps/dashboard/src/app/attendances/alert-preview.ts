import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AttendancePreview } from '@shared-care/contracts/attendances/answers';
import { TIERS, TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { SessionStore } from '../core/session-store';

/** The line above Save: what the server would make of this attendance. It warns and never blocks. */
@Component({
  selector: 'sc-alert-preview',
  imports: [MatButton, AtTime, OpenAccessChip, RouterLink],
  template: `
    @let seen = preview();
    <div class="preview" [class]="seen.tier">
      <p class="raises">
        <span aria-hidden="true">{{ shape() }} </span>This raises {{ article() }} <strong>{{ word() }}</strong> alert:
        {{ trigger() }}
      </p>
      <p>Told: {{ seen.toldTo }}. To acknowledge by <sc-at-time [at]="seen.acknowledgeBy" [today]="today()" />.</p>
    </div>
    <p>
      <sc-open-access-chip [validity]="seen.openAccess" />&ngsp;<span class="meta">{{ seen.openAccessBecause }}</span>
    </p>
    @if (seen.warnings.length > 0) {
      <ul>
        @for (warning of seen.warnings; track $index) {
          <li>{{ warning }}</li>
        }
      </ul>
    }
    @if (seen.possibleDuplicate; as earlier) {
      @if (!separate()) {
        <div class="duplicate">
          <p>
            <strong>Logged <sc-at-time [at]="earlier.loggedAt" [today]="today()" /> by {{ earlier.loggedBy }}</strong
            >, this child at this hospital.
          </p>
          <p class="row">
            @if (session.may('alert', 'read')) {
              <a matButton="outlined" [routerLink]="['/alerts', earlier.alertId]">Open that alert</a>
            }
            <button type="button" matButton="outlined" (click)="logSeparately.emit()">Log separately</button>
          </p>
        </div>
      }
    }
  `,
  styles: `
    p {
      margin: 0 0 4px;
    }
    .preview {
      padding: 8px 12px;
      border: 1px solid currentColor;
      border-inline-start-width: 6px;
      border-radius: 4px;
      margin-block-end: 8px;
    }
    .red {
      background: var(--sc-red-bg);
      color: var(--sc-red-text);
    }
    .amber {
      background: var(--sc-amber-bg);
      color: var(--sc-amber-text);
    }
    .blue {
      background: var(--sc-blue-bg);
      color: var(--sc-blue-text);
    }
    .raises {
      font-size: 18px;
    }
    ul {
      margin: 0 0 8px;
      padding-inline-start: 20px;
    }
    .duplicate {
      padding: 8px 12px;
      border: 2px solid var(--sc-control);
      border-radius: 4px;
    }
  `,
})
export class AlertPreview {
  readonly preview = input.required<AttendancePreview>();
  readonly today = input.required<string>();
  /** The person has said that this is another attendance. */
  readonly separate = input(false);
  readonly logSeparately = output();
  protected readonly session = inject(SessionStore);
  protected readonly word = computed(() => TIERS[this.preview().tier].toUpperCase());
  protected readonly article = computed(() => (this.preview().tier === 'amber' ? 'an' : 'a'));
  protected readonly trigger = computed(() => TIER_TRIGGERS[this.preview().trigger].words);
  protected readonly shape = computed(() => ({ red: '▲', amber: '◆', blue: '○' })[this.preview().tier]);
}
