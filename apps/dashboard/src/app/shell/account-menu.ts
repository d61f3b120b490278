import { afterNextRender, Component, computed, inject, output, viewChild } from '@angular/core';
import { MatDivider } from '@angular/material/divider';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { ROLES } from '@shared-care/domain/roles';
import { Icon } from '@shared-care/ui/icon/icon';
import { SessionStore } from '../core/session-store';
import { Theme, type Look } from '../core/theme';
import { UnitNumber } from '../core/unit-number';

const LOOKS: readonly { look: Look; words: string }[] = [
  { look: 'system', words: 'Like this device' },
  { look: 'light', words: 'Light' },
  { look: 'dark', words: 'Dark' },
];

/** What belongs to the signed-in person: account, look of the product, keys, help, the way out. Opens as it comes. */
@Component({
  selector: 'sc-account-menu',
  imports: [Icon, MatDivider, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, UnitNumber],
  template: `
    <span class="anchor u-absolute u-through" [matMenuTriggerFor]="menu" (menuClosed)="closed.emit()"></span>
    <mat-menu #menu xPosition="before" aria-label="Account">
      <div class="who u-py-2 u-px-3">
        <p class="name u-m-0 u-strong">{{ session.user()?.displayName }}</p>
        <p class="meta u-m-0 u-normal">{{ role() }}</p>
        @if (session.demo()) {
          <p class="meta u-m-0 u-normal">Demo data: every patient here is made up.</p>
        }
      </div>
      <mat-divider />
      <a mat-menu-item routerLink="/account">Your account</a>
      <button mat-menu-item type="button" (click)="help.emit()">Help and keyboard shortcuts</button>
      @if (session.demo()) {
        <a mat-menu-item routerLink="/demo-mail">Demo mail</a>
      }
      <mat-divider />
      <div role="group" aria-label="Theme">
        <p class="meta head u-m-0 u-normal u-py-2 u-px-3" aria-hidden="true">Theme, on this device</p>
        @for (one of looks; track one.look) {
          <button
            mat-menu-item
            type="button"
            role="menuitemradio"
            [attr.aria-checked]="theme.look() === one.look"
            (click)="theme.choose(one.look)"
          >
            <span class="tick u-inline-block u-me-2">
              @if (theme.look() === one.look) {
                <sc-icon class="u-square-m" name="tick" />
              }
            </span>
            {{ one.words }}
          </button>
        }
        <button
          mat-menu-item
          type="button"
          role="menuitemcheckbox"
          [attr.aria-checked]="theme.moreContrast()"
          (click)="theme.contrast(!theme.moreContrast())"
        >
          <span class="tick u-inline-block u-me-2">
            @if (theme.moreContrast()) {
              <sc-icon class="u-square-m" name="tick" />
            }
          </span>
          More contrast
        </button>
      </div>
      <mat-divider />
      <button mat-menu-item type="button" (click)="signOut()">Sign out</button>
      <p class="meta u-m-0 u-normal u-py-2 u-px-3"><sc-unit-number lead="Help: ring the unit on" /></p>
    </mat-menu>
  `,
  styles: `
    .anchor {
      inset: 0;
    }
    .head {
      padding-block-end: 0;
    }
    .tick {
      inline-size: 1.25rem;
    }
  `,
})
export class AccountMenu {
  protected readonly session = inject(SessionStore);
  protected readonly theme = inject(Theme);
  private readonly trigger = viewChild.required(MatMenuTrigger);

  readonly closed = output();
  readonly help = output();

  protected readonly looks = LOOKS;
  protected readonly role = computed(() => {
    const user = this.session.user();
    return user === null ? '' : ROLES[user.role];
  });

  constructor() {
    afterNextRender(() => this.trigger().openMenu());
  }

  protected signOut(): Promise<void> {
    return this.session.signOut();
  }
}
