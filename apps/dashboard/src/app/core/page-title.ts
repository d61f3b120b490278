import { effect, inject, Service, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

/** "(4) Today – Shared care": the number is of red and amber alerts without an owner, readable from another tab. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly page = signal<string | undefined>(undefined);

  /** What the page in front is called. */
  readonly shown = this.page.asReadonly();
  readonly count = signal(0);

  constructor() {
    super();
    effect(() => {
      const count = this.count() > 0 ? `(${this.count()}) ` : '';
      const page = this.page();
      this.title.setTitle(page === undefined ? `${count}Shared care` : `${count}${page} – Shared care`);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.page.set(this.buildTitle(snapshot));
  }
}
