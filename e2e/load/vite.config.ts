import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../../dist/e2e/load',
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: { load: 'load.ts', floor: 'floor.ts' } },
  },
});
