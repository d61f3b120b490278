import type { Reporter, TestModule } from 'vitest/node';

/** Says in one last line how many attacks there were and how many came through. */
export default class AttackReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const through = tests.filter((test) => test.result().state !== 'passed').length;
    // A run that broke off has not shown that nothing comes through.
    const broken = errors.length > 0 || tests.length === 0;
    process.stdout.write(`\nattacks ${tests.length}, through ${broken && through === 0 ? 1 : through}\n`);
  }
}
