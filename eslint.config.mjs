import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

/** Packages each kind of project must never see: the wall between rules, wire shapes, screens and tables. */
const frameworks = ['@nestjs/*', '@angular/*', 'typeorm', 'pg', 'rxjs', 'express', 'rxjs/*'];
const ban = (type, packages) => ({ sourceTag: `type:${type}`, bannedExternalImports: packages });

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.nx/**',
      '.angular/**',
      '.data/**',
      'test-results/**',
      'playwright-report/**',
      '**/fence-fixture/**',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { '@nx': nx },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$' }],
      // The type checker's own noUncheckedIndexedAccess makes "!" the honest way to say "just tested".
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': ['error', { allow: ['error'] }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: [
            { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:domain'] },
            { sourceTag: 'type:database', onlyDependOnLibsWithTags: ['type:domain'] },
            { sourceTag: 'type:interop', onlyDependOnLibsWithTags: ['type:domain', 'type:contracts'] },
            { sourceTag: 'type:ui', onlyDependOnLibsWithTags: ['type:domain', 'type:contracts'] },
            { sourceTag: 'scope:api', onlyDependOnLibsWithTags: ['scope:shared', 'scope:api'] },
            { sourceTag: 'scope:dashboard', onlyDependOnLibsWithTags: ['scope:shared', 'scope:dashboard'] },
            { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:domain', 'type:contracts', 'type:database'] },
            ban('domain', [...frameworks, 'zod']),
            ban('contracts', frameworks),
            ban('interop', frameworks),
            ban('ui', ['@angular/router', '@nestjs/*', 'typeorm', 'pg']),
            { sourceTag: 'scope:dashboard', bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'express'] },
          ],
        },
      ],
    },
  },
  {
    // A number without its hours is the wrong one at night: whereAndWhom() and unitWeek() answer for an instant.
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Identifier[name=/^(unit|switchboard)Phone$/], Literal[value=/^(UNIT|SWITCHBOARD)_PHONE$/]',
          message: 'No number without its hours: ask hospitals/where-and-whom (API) or core/unit-numbers (dashboard).',
        },
      ],
    },
  },
  {
    files: ['libs/ui/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@angular/common/http', message: 'Only stores in the dashboard talk to the server.' }] },
      ],
    },
  },
  // What is injected past `runAs` would read and write as nobody, past its audit and its policies (decision 0064).
  {
    files: ['apps/api/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@nestjs/typeorm',
              importNames: ['InjectRepository', 'InjectEntityManager'],
              message: 'Ask through Database.runAs, in a verb that is a function of `tx`.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.controller.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@nestjs/typeorm', message: 'Ask through Database.runAs.' }] },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['apps/api/src/platform/environment.ts', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration from platform/config.' },
      ],
    },
  },
  {
    files: ['apps/dashboard/src/**/*.ts', 'libs/ui/src/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'sc', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'sc', style: 'camelCase' }],
      '@angular-eslint/component-class-suffix': 'off',
      // The compiler knows every route by its type; a page loads no schema of an answer (decision 0058).
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '@shared-care/contracts/*/routes',
                '@shared-care/contracts/*/answers',
                '@shared-care/contracts/all-routes',
              ],
              allowTypeImports: true,
              message: 'Import its types only (import type): a page loads no schema of an answer.',
            },
          ],
        },
      ],
    },
  },
  // What runs beside a page, in Node: samples of answers are parsed by their schemas.
  {
    files: ['libs/ui/src/testing/**/*.ts', '**/*.browser.spec.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['apps/dashboard/src/**/*.html', 'libs/ui/src/**/*.html', '**/*inline-template*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  { files: ['tools/**/*.ts', 'e2e/**/*.ts'], rules: { 'no-console': 'off' } },
  // A journey closes its browsers by itself; two files keep people at their desks from one test to the next.
  {
    files: ['e2e/journeys/**/*.spec.ts'],
    ignores: ['**/real-unit.spec.ts', '**/set-up.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: '@playwright/test', message: 'Import test and expect from support/test.ts.' }] },
      ],
    },
  },
  // Both apps hold their folders with one piece of code, which `npm run graph` prints from.
  { files: ['apps/**/architecture.spec.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  // Ask the router of the program they start, or race its own verbs, with what the specs of the API use; the tools look
  // at every project.
  {
    files: ['tools/**/*.ts', 'e2e/access/**/*.ts', 'e2e/faults/**/*.ts', 'e2e/support/real-unit.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
);
