import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const WORKSPACE = resolve(import.meta.dirname, '..');
const ARITHMETIC = new Set([
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
]);
/** What a dose would be worked out from. */
const CLINICAL = /(weight_?kg|weight|dose|dosage|baseline_?level|units_?per|iu_?per)$/i;
const TO_NUMBER = new Set(['Number', 'parseFloat', 'parseInt', 'BigInt']);

/** H21: places where a weight, a level or a dose is reckoned with, in code or in the SQL inside it. */
function reckonings(source: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const clinical = (node: ts.Expression): boolean => {
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return clinical(node.expression);
    if (ts.isPropertyAccessExpression(node)) return CLINICAL.test(node.name.text);
    if (ts.isCallExpression(node)) return node.arguments.some(clinical);
    return ts.isIdentifier(node) && CLINICAL.test(node.text);
  };
  const look = (node: ts.Node): void => {
    const reckons =
      (ts.isBinaryExpression(node) &&
        ARITHMETIC.has(node.operatorToken.kind) &&
        (clinical(node.left) || clinical(node.right))) ||
      (ts.isCallExpression(node) &&
        ts.isIdentifier(node.expression) &&
        TO_NUMBER.has(node.expression.text) &&
        node.arguments.some(clinical)) ||
      (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken && clinical(node.operand));
    if (reckons) found.push(node.getText());
    ts.forEachChild(node, look);
  };
  look(file);
  // SQL stands in template strings, where the parser of the language sees only text.
  for (const [match] of source.matchAll(
    /\b(weight_kg|baseline_level)\b\s*(::\w+\s*)?[*/+-]\s*[\w(]|[\w)]\s*[*/+]\s*\w*\.?(weight_kg|baseline_level)\b/g,
  ))
    found.push(match);
  return found;
}

describe('no dose is worked out by software', () => {
  it.each([
    'const units = patient.weightKg * 40;',
    'const units = 40 * Number(risks.weightKg!);',
    'dose += 250;',
    'const kg = parseFloat(weightKg);',
    'const kg = +basis.weightKg;',
    'const each = dose / 2;',
    'tx.query(`SELECT weight_kg * 50 FROM patients`);',
    'tx.query(`SELECT 50 * p.weight_kg FROM patients`);',
  ])('“%s” would be found', (planted) => {
    expect(reckonings(planted)).not.toEqual([]);
  });

  it.each(['basis.weightKg !== record.weightKg', '`${weightKg} kg`', "const css = 'font-weight: 600';"])(
    '“%s” is no reckoning',
    (text) => {
      expect(reckonings(text)).toEqual([]);
    },
  );

  it('nowhere in the product', () => {
    const files = globSync('{apps,libs}/**/*.ts', { cwd: WORKSPACE }).filter(
      (file) => !/\.spec\.ts$|node_modules/.test(file),
    );
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((file) =>
      reckonings(readFileSync(join(WORKSPACE, file), 'utf8')).map((what) => `${file}: ${what}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the text of a plan is read in one folder', () => {
  it('no other folder of the API asks the table', () => {
    const readers = globSync('apps/api/src/**/*.ts', { cwd: WORKSPACE })
      .filter((file) => !file.endsWith('.spec.ts') && !/\/(testing|emergency-plans)\//.test(file))
      .filter((file) => {
        // Whether there is one says nothing of what stands in it.
        const source = readFileSync(join(WORKSPACE, file), 'utf8').replaceAll('SELECT 1 FROM emergency_plans', '');
        return /\b(FROM|JOIN|UPDATE|INTO)\s+emergency_plans\b/.test(source);
      });
    expect(readers).toEqual([]);
  });
});
