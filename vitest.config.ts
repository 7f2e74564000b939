import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 20_000,
    // The modules keep no state that one file could leave to the next, and loading them again takes most of the time.
    isolate: false,
    maxWorkers: 2,
  },
})
