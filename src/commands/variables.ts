import type { Environment } from '../config/choices.ts'
import { TWINS, variableOf } from '../config/flags.ts'
import { suggestion } from '../core/nearest.ts'
import type { Io } from './command.ts'

const PREFIX = variableOf('')

/** What Kubernetes sets next to a service that is called `fintech-sandbox`. */
const OF_KUBERNETES = /_SERVICE_HOST$|_SERVICE_PORT(_|$)|_PORT_\d+_(TCP|UDP)(_|$)/

/** Tells of each variable that looks like ours and is none: it would be ignored without a word. */
export async function warnOfVariables(environment: Environment, io: Pick<Io, 'err'>): Promise<void> {
  const known = Object.keys(TWINS).map(variableOf)
  const strange = Object.keys(environment).filter(
    (name) => name.startsWith(PREFIX) && !known.includes(name) && !OF_KUBERNETES.test(name),
  )
  if (strange.length === 0) return
  // Those that exec sets are known by the vendors, who take a while to load.
  const { isClientVariable } = await import('./client-variables.ts')
  for (const name of strange) {
    if (!isClientVariable(name))
      io.err(`fintech-sandbox: warning: there is no variable ${name}${suggestion(name, known)}`)
  }
}
