/** A response, read. `body` is the parsed JSON, or undefined when there is none. */
export type Answer = { status: number; headers: Headers; body: any }

export async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
}
