/** Command line, environment or config file do not make sense. The message is fit to be shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
