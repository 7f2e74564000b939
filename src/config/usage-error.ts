/** The command line, the environment or the config file does not make sense. The message is fit to be shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
