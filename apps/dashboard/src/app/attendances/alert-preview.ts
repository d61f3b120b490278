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
    <div class="preview u-py-2 u-px-3 u-outlined u-round u-mb-2" [class]="seen.tier">
      <p class="u-mb-1 u-large">
        <span aria-hidden="true">{{ shape() }} </span>This raises {{ article() }} <strong>{{ word() }}</strong> alert:
        {{ trigger() }}
      </p>
      <p class="u-mb-1">
        Told: {{ seen.toldTo }}. To acknowledge by <sc-at-time [at]="seen.acknowledgeBy" [today]="today()" />.
      </p>
    </div>
    <p class="u-mb-1">
      <sc-open-access-chip [validity]="seen.openAccess" />&ngsp;<span class="meta">{{ seen.openAccessBecause }}</span>
    </p>
    @if (seen.warnings.length > 0) {
      <ul class="u-mb-2 u-bullets">
        @for (warning of seen.warnings; track $index) {
          <li>{{ warning }}</li>
        }
      </ul>
    }
    @if (seen.possibleDuplicate; as earlier) {
      @if (!separate()) {
        <div class="duplicate u-py-2 u-px-3 u-round">
          <p class="u-mb-1">
            <strong>Logged <sc-at-time [at]="earlier.loggedAt" [today]="today()" /> by {{ earlier.loggedBy }}</strong
            >, this child at this hospital.
          </p>
          <p class="row u-mb-1">
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
    .preview {
      border-inline-start-width: 6px;
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
    .duplicate {
      border: 2px solid var(--sc-control);
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
