import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../../dist/e2e/faults',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: { faults: 'faults.ts' } },
  },
});
