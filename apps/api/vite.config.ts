import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../../dist/apps/api',
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        import: 'src/feeds/import.ts',
        verify: 'src/audit/verify.ts',
        openapi: 'src/platform/print-openapi.ts',
        admins: 'src/users/invite-first-admins.ts',
      },
    },
  },
});
