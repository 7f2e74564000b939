/** A success with another status than the contract's first. */
export class Reply<Status extends number = number, Body = unknown> {
  readonly status: Status
  readonly body: Body

  constructor(status: Status, body: Body) {
    this.status = status
    this.body = body
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
