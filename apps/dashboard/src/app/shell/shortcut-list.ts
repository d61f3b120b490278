import { afterNextRender, Component, ElementRef, inject, output, viewChild } from '@angular/core';
import { Shortcuts } from '../core/shortcuts';
import { SHORTCUTS } from './shortcut-words';

@Component({
  selector: 'sc-shortcut-list',
  template: `
    <dialog #box class="shortcuts" (close)="closed.emit()" aria-labelledby="shortcuts-title">
      <div class="head">
        <h2 id="shortcuts-title">Keyboard shortcuts</h2>
        <form method="dialog"><button class="button plain">Close</button></form>
      </div>
      <label class="switch">
        <input
          type="checkbox"
          [checked]="shortcuts.singleKeys()"
          (change)="shortcuts.switchSingleKeys(!shortcuts.singleKeys())"
        />
        Use single-key shortcuts
      </label>
      @for (group of groups; track group.where) {
        <h3>{{ group.where }}</h3>
        <dl class="facts">
          @for (shortcut of group.shortcuts; track shortcut.does + shortcut.keys) {
            @if (!shortcut.single || shortcuts.singleKeys()) {
              <dt>
                <kbd>{{ shortcut.keys }}</kbd>
              </dt>
              <dd>{{ shortcut.does }}</dd>
            }
          }
        </dl>
      }
    </dialog>
  `,
  styles: `
    dialog {
      inline-size: min(560px, calc(100vw - 32px));
      max-block-size: calc(100dvh - 32px);
      padding: 24px;
      border: 1px solid var(--sc-control);
      border-radius: 4px;
      background: var(--sc-card);
      color: var(--sc-text);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 50%);
    }
    .head {
      display: flex;
      justify-content: space-between;
      align-items: start;
      gap: 16px;
    }
    .switch {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 36px;
    }
    h3 {
      margin-block: 16px 4px;
      font-size: 16px;
    }
    dl.facts {
      grid-template-columns: 150px 1fr;
    }
    kbd {
      font: inherit;
      font-weight: 600;
      color: var(--sc-text);
    }
  `,
})
export class ShortcutList {
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly groups = SHORTCUTS;
  readonly closed = output();
  private readonly box = viewChild.required<ElementRef<HTMLDialogElement>>('box');

  constructor() {
    afterNextRender(() => this.box().nativeElement.showModal());
  }
}
