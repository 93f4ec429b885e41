import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * The web app is static files that the server serves. Nothing is inlined as a data address and no style or script stands
 * in the page, so that a strict content security policy holds.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // light-dark() stays as written: the tokens rest on it.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // MapLibre's one file is larger than the usual limit; tests/e2e/bundle-size.test.ts holds the budgets.
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
})
