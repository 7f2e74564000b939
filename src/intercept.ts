import { behaviourIn } from './config/behaviour.ts'
import { standBefore } from './interception/network.ts'
import { isPreloaded } from './interception/preload.ts'
import { relayTo, relayWithin, remote, type Target } from './interception/relay.ts'
import { NOWHERE } from './library/access.ts'

// The door for a process that is to meet the sandbox where it expects the vendors: beside main.ts the only place that
// knows the environment. `node --import fintech-sandbox/intercept app.js`, or `intercept` called by a test.

export type { Target }

/** Requests are intercepted until it is stopped. */
export type Interception = Disposable & { stop(): void }

/** The variable that says where a sandbox listens. Without it there is one in this process. */
const VARIABLE = 'FINTECH_SANDBOX_URL'

let current: Interception | undefined

/**
 * From now on the requests of this process for a vendor's real host go to a sandbox, and all others where they went
 * before: those of `fetch`, `node:http` and `node:https`. The sandbox is one of `createSandbox`, or a namespace of it,
 * or the URL where one listens; left out, it is the one at `FINTECH_SANDBOX_URL`, or else a new one in this process. A
 * second call takes the place of the first.
 */
export function intercept(sandbox?: Target | string | URL): Interception {
  current?.stop()
  const network = standBefore(standOf(sandbox ?? (process.env[VARIABLE] || undefined)))
  const stop = (): void => {
    network.stop()
    if (current === interception) current = undefined
  }
  const interception = { stop, [Symbol.dispose]: stop }
  current = interception
  return interception
}

function standOf(sandbox: Target | string | URL | undefined) {
  if (sandbox === undefined) return relayWithin(own())
  return typeof sandbox === 'string' || sandbox instanceof URL ? relayTo(remote(String(sandbox))) : relayWithin(sandbox)
}

/** A sandbox in this process, made when it is first asked; in memory, and otherwise as the environment says. */
function own(): Target {
  let opening: Promise<Target> | undefined
  return {
    url: NOWHERE,
    async fetch(request) {
      opening ??= open()
      return (await opening).fetch(request)
    },
  }
}

async function open(): Promise<Target> {
  const { createSandbox, parseSettings } = await import('./sandbox.ts')
  const { seed, auth, strict, settings } = behaviourIn(process.env)
  return await createSandbox({ seed, auth, strict, settings: parseSettings(settings.map(({ text }) => text)) })
}

if (isPreloaded(import.meta.url, process.execArgv, process.env.NODE_OPTIONS)) intercept()
