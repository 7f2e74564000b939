import { type Answer, toAnswer } from './answer.ts'
import type { TestSandbox } from './sandbox.ts'

export const PUBLIC = '/legaltalent/public/sessions'

/** Calls the public side of a session as the end user's browser does, without authorization. */
export const onPublic = (sandbox: TestSandbox, token: string, method: string, path = '', body?: unknown) =>
  sandbox.request(method, `${PUBLIC}/${token}${path}`, body, { as: null })

/** What a session asks for. */
export const publicState = async (sandbox: TestSandbox, token: string) =>
  (await onPublic(sandbox, token, 'GET')).body.data

export const completeStep = (sandbox: TestSandbox, token: string, stepId: string, body?: object) =>
  onPublic(sandbox, token, 'POST', `/step/${stepId}/complete`, body)

/** Any bytes, most of which are no text. */
export const bytesOf = (size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, at) => (at * 31) % 256)

/** Puts bytes to a URL that was handed out. */
export async function put(
  sandbox: TestSandbox,
  url: string,
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string | undefined = 'image/png',
): Promise<Answer> {
  const headers: Record<string, string> = contentType === '' ? {} : { 'content-type': contentType }
  return toAnswer(await sandbox.fetch(new Request(url, { method: 'PUT', headers, body: bytes })))
}

type Wanted = { document_type?: string; file_name?: string; content_type?: string; file_size?: number }

export const initUpload = (sandbox: TestSandbox, token: string, step_id: string, wanted: Wanted = {}) =>
  onPublic(sandbox, token, 'POST', '/upload/init', {
    step_id,
    file_name: 'paper.png',
    content_type: 'image/png',
    ...wanted,
  })

/** Uploads a file in its three steps, and returns the document. */
export async function upload(sandbox: TestSandbox, token: string, step_id: string, wanted: Wanted = {}) {
  const place = await initUpload(sandbox, token, step_id, wanted)
  if (place.status !== 201) throw new Error(`No place for a file: ${JSON.stringify(place.body)}`)
  const { doc_id, upload_url } = place.body.data
  await put(sandbox, upload_url, bytesOf(100), wanted.content_type)
  const { status, body } = await onPublic(sandbox, token, 'POST', '/upload/confirm', { doc_id })
  if (status !== 200) throw new Error(`The file did not arrive: ${JSON.stringify(body)}`)
  return body.data
}

export const ANA = { full_name: 'Ana Gomez', birth_date: '1990-05-17', nationality: 'UY' }

/** Walks through the template for people, from the first step to the last. */
export async function walkBasic(sandbox: TestSandbox, token: string, form_data: object = ANA, selfie = 'selfie.png') {
  await completeStep(sandbox, token, 'step_1', { form_data })
  await upload(sandbox, token, 'step_2', { document_type: 'id' })
  await completeStep(sandbox, token, 'step_2')
  await upload(sandbox, token, 'step_3', { document_type: 'selfie', file_name: selfie })
  return await completeStep(sandbox, token, 'step_3')
}
