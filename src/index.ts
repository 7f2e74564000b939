export { createSandbox, type Playground, type Sandbox, type SandboxOptions } from './sandbox.ts'
