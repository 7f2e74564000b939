/** What is there at once, or later. Waiting for what is there already costs a request more than reading its row. */
export type Later<T> = T | Promise<T>

export const isLater = <T>(value: Later<T>): value is Promise<T> => value instanceof Promise

/** Work that waits only where there is something to wait for, and reads like an async function. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>

/** Inside of steps what `await` is inside of an async function: `const row = yield* waited(store.apply(change))`. */
export function* waited<T>(value: Later<T>): Steps<T> {
  // What comes back is what the promise resolved with; a generator's type cannot say so.
  return isLater(value) ? ((yield value) as T) : value
}

/** Does the work: at once when nothing has to be waited for, and then it throws what the work throws. */
export function proceed<T>(steps: Steps<T>): Later<T> {
  const { done, value } = steps.next()
  return done ? value : goOn(steps, value)
}

async function goOn<T>(steps: Steps<T>, first: Promise<unknown>): Promise<T> {
  let awaited = first
  for (;;) {
    const { done, value } = await awaited.then(
      (result) => steps.next(result),
      (error: unknown) => steps.throw(error),
    )
    if (done) return value
    awaited = value
  }
}
