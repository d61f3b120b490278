import { afterNextRender, Component, output, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatSidenav, MatSidenavContainer } from '@angular/material/sidenav';
import { Icon } from '@shared-care/ui/icon/icon';
import { NavList } from './nav-list';

/** The rail where there is no room for one. */
@Component({
  selector: 'sc-nav-drawer',
  imports: [Icon, MatIconButton, MatSidenav, MatSidenavContainer, NavList],
  template: `
    <mat-sidenav-container class="over" [hasBackdrop]="true" (backdropClick)="close()">
      <mat-sidenav
        mode="over"
        role="dialog"
        aria-modal="true"
        aria-label="Menu"
        (openedChange)="$event || closed.emit()"
      >
        <div class="head">
          <button matIconButton type="button" aria-label="Close the menu" (click)="close()">
            <sc-icon name="close" />
          </button>
        </div>
        <sc-nav-list (went)="close()" />
      </mat-sidenav>
    </mat-sidenav-container>
  `,
  styles: `
    mat-sidenav-container {
      --mat-sidenav-container-width: min(17rem, 88vw);
    }
    mat-sidenav {
      border-inline-end: 1px solid var(--sc-border);
      box-shadow: var(--sc-float);
    }
    .head {
      padding: 0.5rem 0.75rem 0;

      button {
        display: grid;
        place-items: center;
        padding: 0;
      }
    }
  `,
})
export class NavDrawer {
  readonly closed = output();
  private readonly drawer = viewChild.required(MatSidenav);

  constructor() {
    // Opened by a person's press, not by being there: only then does it take the focus, and give it back.
    afterNextRender(() => void this.drawer().open());
  }

  protected close(): void {
    void this.drawer().close();
  }
}
