import { afterNextRender, Component, computed, inject, output, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDrawer, MatDrawerContainer } from '@angular/material/sidenav';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Icon } from '@shared-care/ui/icon/icon';
import { Shortcuts } from '../core/shortcuts';
import { UnitNumber } from '../core/unit-number';
import { HELP } from './help-words';
import { Place } from './place';
import { SHORTCUTS } from './shortcut-words';

/** What the page in front is for and what its words mean, then the keys, the tour and the number to ring. */
@Component({
  selector: 'sc-help',
  imports: [Icon, MatButton, MatDrawer, MatDrawerContainer, MatSlideToggle, UnitNumber],
  templateUrl: './help.html',
  styleUrl: './help.scss',
})
export class Help {
  protected readonly shortcuts = inject(Shortcuts);
  private readonly place = inject(Place);
  private readonly drawer = viewChild.required(MatDrawer);

  readonly closed = output();
  readonly tour = output();

  protected readonly keys = SHORTCUTS;
  protected readonly page = computed(() => {
    const entry = this.place.entry();
    const help = entry === null ? undefined : HELP[entry.path];
    return entry === null || help === undefined ? null : { name: entry.word, ...help };
  });

  constructor() {
    // Opened by a person's press, not by being there: only then does it take the focus, and give it back.
    afterNextRender(() => void this.drawer().open());
  }

  protected close(): void {
    void this.drawer().close();
  }

  protected async startTour(): Promise<void> {
    await this.drawer().close();
    this.tour.emit();
  }
}
