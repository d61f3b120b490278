/** Times at which nothing can be expected of the product, by the clock that the database uses too: one machine, one clock. */
export class Outages {
  private readonly windows: { what: string; from: number; to: number }[] = [];
  private readonly open = new Map<string, number>();

  begin(what: string): void {
    if (!this.open.has(what)) this.open.set(what, Date.now());
  }

  /** @param grace seconds until what was away can be expected to work again */
  end(what: string, grace: number): void {
    const from = this.open.get(what);
    if (from === undefined) return;
    this.open.delete(what);
    this.windows.push({ what, from, to: Date.now() + grace * 1000 });
  }

  add(what: string, from: number, to: number): void {
    this.windows.push({ what, from, to });
  }

  /** Seconds of `from` to `to` that lie in any outage. */
  within(from: number, to: number): number {
    const running = [...this.open].map(([what, since]) => ({ what, from: since, to: Date.now() }));
    const cut = [...this.windows, ...running]
      .map((window) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
      .filter((window) => window.to > window.from)
      .sort((one, other) => one.from - other.from);
    let [sum, reached] = [0, from];
    for (const window of cut) {
      sum += Math.max(0, window.to - Math.max(reached, window.from));
      reached = Math.max(reached, window.to);
    }
    return sum / 1000;
  }

  /** Seconds by kind, for the report. */
  totals(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const { what, from, to } of this.windows) totals[what] = (totals[what] ?? 0) + (to - from) / 1000;
    return Object.fromEntries(Object.entries(totals).map(([what, seconds]) => [what, Math.round(seconds)]));
  }
}
