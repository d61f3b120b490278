import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** What a test leaves in its meta for the last line. */
export interface Counted {
  cells?: number;
  unexpected?: number;
  canaries?: number;
}

/** Adds up what the tests counted, and says it in one last line. */
export default class AccessReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const counted = tests.map((test) => test.meta() as Counted);
    const sum = (what: keyof Counted): number => counted.reduce((total, each) => total + (each[what] ?? 0), 0);
    const failed = tests.flatMap((test) => {
      const { state, errors: why } = test.result();
      return state === 'failed' ? [`${test.fullName}: ${why?.[0]?.message ?? 'failed'}`] : [];
    });
    const report = { failed, cells: sum('cells'), unexpected: sum('unexpected'), canaries: sum('canaries') };
    // A run that broke off has not shown that all is well.
    const broken = errors.length > 0 || tests.length === 0 || tests.some((test) => test.result().state === 'failed');
    if (broken && report.unexpected + report.canaries === 0) report.unexpected = 1;
    mkdirSync('test-results', { recursive: true });
    writeFileSync('test-results/access.json', JSON.stringify(report));
    process.stdout.write(`\ncells ${report.cells}, unexpected ${report.unexpected}, canaries ${report.canaries}\n`);
  }
}
