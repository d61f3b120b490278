import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Words that make a riddle of a sentence, and what a field calls it instead. */
export const RIDDLES: Readonly<Record<string, RegExp>> = {
  // No owner. Not covered. No record matches. No family is left.
  nobody: /\bnobody(?:’s|'s)?\b/gi,
  // The person who; the holder of; staff on duty.
  whoever: /\bwh(?:oever|omever|osever)\b/gi,
  'of a … that was made': /\bof an? \w+ that (?:was|is) (?:made|given)\b/gi,
  please: /\bplease\b/gi,
  successfully: /\bsuccessfully\b/gi,
};

export type Kind = 'screens' | 'answers, mails and letters' | 'docs' | 'decisions' | 'comments' | 'specs';

interface Part {
  kind: Kind;
  file: string;
  text: string;
}

const IGNORED = (name: string): boolean => /^(node_modules|dist|files|reference)$/.test(name);
const filesOf = (root: string, pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: IGNORED })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();

/** Every text of the repository that a person reads, by who reads it. */
export function textsOf(root: string): Part[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const parts: Part[] = [];
  for (const file of filesOf(root, '{apps,libs,e2e,tools}/**/*.ts')) {
    if (/\.spec\.ts$|^e2e\/|\/testing\//.test(file)) parts.push({ kind: 'specs', file, text: read(file) });
    else {
      const { words, comments } = tokensOf(read(file));
      const kind = /^(apps\/api|libs\/database|tools)\//.test(file) ? 'answers, mails and letters' : 'screens';
      parts.push({ kind, file, text: words }, { kind: 'comments', file, text: comments });
    }
  }
  for (const file of filesOf(root, '{apps,libs}/**/*.html')) parts.push({ kind: 'screens', file, text: read(file) });
  for (const file of filesOf(root, 'libs/database/src/schema/*/*.sql')) {
    const text = read(file);
    parts.push({ kind: 'comments', file, text: (text.match(/--.*$/gm) ?? []).join('\n') });
    parts.push({ kind: 'answers, mails and letters', file, text: sentencesOf(text) });
  }
  for (const file of filesOf(root, '{*.md,docs/**/*.md}'))
    parts.push({ kind: file.startsWith('docs/decisions/') ? 'decisions' : 'docs', file, text: read(file) });
  return parts;
}

/** Texts of statements; one without a blank is a key. */
function sentencesOf(sql: string): string {
  const texts = sql.replace(/--.*$/gm, '').match(/'(?:[^']|'')*'/g) ?? [];
  return texts.filter((text) => /^'[^'\n]*\s/.test(text)).join('\n');
}

/** What a program says, and what stands beside it for its reader. A text of one word is a key, not a sentence. */
function tokensOf(source: string): { words: string; comments: string } {
  const words: string[] = [];
  const comments: string[] = [];
  const file = ts.createSourceFile('of.ts', source, ts.ScriptTarget.Latest, true);
  const spans: [number, number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      spans.push([node.getStart(), node.end]);
      if (/^[A-Z]|\s/.test(node.text) && !ts.isImportDeclaration(node.parent)) words.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let at = 0;
  let rest = '';
  for (const [start, end] of spans) {
    rest += source.slice(at, start);
    at = end;
  }
  rest += source.slice(at);
  for (const [comment] of rest.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm)) comments.push(comment);
  return { words: words.join('\n'), comments: comments.join('\n') };
}

/** How often each riddle stands, by who reads it. */
export function riddlesIn(parts: readonly Part[]): Record<Kind, Record<string, string[]>> {
  const found = {} as Record<Kind, Record<string, string[]>>;
  for (const { kind, file, text } of parts)
    for (const [word, pattern] of Object.entries(RIDDLES)) {
      const lines = [...text.matchAll(pattern)].map(
        ({ index }) => `${file}: …${text.slice(Math.max(0, index - 40), index + 40).replace(/\s+/g, ' ')}…`,
      );
      ((found[kind] ??= {})[word] ??= []).push(...lines);
    }
  return found;
}
