import { setMaxListeners } from 'node:events'

/** Ends every attempt that is under way. All of them listen to it, and there may be many. */
export class Ending extends AbortController {
  constructor() {
    super()
    setMaxListeners(0, this.signal)
  }
}
