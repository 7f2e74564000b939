/** A success with another status than the contract's first, or with headers of its own. */
export class Reply<Status extends number = number, Body = unknown> {
  readonly status: Status
  readonly body: Body
  readonly headers: Readonly<Record<string, string>>

  constructor(status: Status, body: Body, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** A success that is a file. */
export class FileReply {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string

  constructor(bytes: Uint8Array<ArrayBuffer>, mediaType: string) {
    this.bytes = bytes
    this.mediaType = mediaType
  }
}

/** A body that is JSON already: what is too large to be written in one go. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A success that goes on until somebody ends it: server-sent events. */
export class StreamReply {
  readonly stream: ReadableStream<Uint8Array>

  constructor(stream: ReadableStream<Uint8Array>) {
    this.stream = stream
  }
}
