import { defineConfig } from 'vitest/config'

// Without a configuration of its own it would take that of the folders above.
export default defineConfig({})
