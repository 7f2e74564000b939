// What LegalTalent's clients, their customers and its operators do. `n` is a number that no other call has.
const SESSIONS = '/legaltalent/kyc/sessions'
const WATCHLISTS = '/legaltalent/kyc/watchlists'
const BASIC = '1f000000-0000-4000-8000-000000000001'
const ANA = { full_name: 'Ana Gomez', birth_date: '1990-05-17', nationality: 'UY' }

/** A session of a person, from its start to its decision, with a file that is put and one in base64. */
export async function session(client, n) {
  const started = { workflow_id: BASIC, client_id: `soak_${n}` }
  const { data } = await client.ask('POST', SESSIONS, { body: started, expected: 201 })
  const own = `/legaltalent/public/sessions/${data.access_token}`
  await client.ask('GET', own)
  await client.ask('POST', `${own}/step/step_1/complete`, { body: { form_data: ANA } })
  const wanted = { step_id: 'step_2', document_type: 'id', file_name: 'id.png', content_type: 'image/png' }
  const place = await client.ask('POST', `${own}/upload/init`, { body: wanted, expected: 201 })
  const { pathname, search } = new URL(place.data.upload_url)
  const raw = 'bytes '.repeat(2000)
  await client.ask('PUT', pathname + search, { raw, headers: { 'content-type': 'image/png' } })
  await client.ask('POST', `${own}/upload/confirm`, { body: { doc_id: place.data.doc_id } })
  await client.ask('POST', `${own}/step/step_2/complete`)
  const selfie = { ...wanted, step_id: 'step_3', document_type: 'selfie', file_name: 'selfie.png' }
  const file_base64 = Buffer.from(raw).toString('base64')
  await client.ask('POST', `${own}/upload`, { body: { ...selfie, file_base64 }, expected: 201 })
  await client.ask('POST', `${own}/step/step_3/complete`)
  await client.ask('GET', `${SESSIONS}/${data.session_id}`)
  if (n % 2 === 0) await client.ask('DELETE', `${SESSIONS}/${data.session_id}`)
}

/** A customer that is made, changed, looked for and deleted. */
export async function customer(client, n) {
  const body = { name: `Soak ${n}`, client_id: `soak_company_${n}`, entity_type: 'company', country: 'uy' }
  const { data } = await client.ask('POST', '/legaltalent/customers', { body, expected: 201 })
  const one = `/legaltalent/customers/${data.id ?? data.customer_id}`
  await client.ask('GET', one)
  await client.ask('PATCH', one, { body: { website: 'https://soak.example' } })
  await client.ask('GET', '/legaltalent/customers?limit=20')
  await client.ask('GET', `${SESSIONS}?limit=20`)
  await client.ask('DELETE', one)
}

/** A watchlist with somebody on it whom a list names. */
export async function watchlist(client, n) {
  const { data } = await client.ask('POST', WATCHLISTS, { body: { name: `Soak ${n}` }, expected: 201 })
  const own = `${WATCHLISTS}/${data.watchlist_id}`
  await client.ask('POST', `${own}/subjects`, { body: { full_name: `Soaked ${n}` }, expected: 201 })
  const entry = { full_name: `Soaked ${n}` }
  const { entry_id } = await client.ask('POST', '/_sandbox/legaltalent/lists/ofac/entries', {
    body: entry,
    expected: 201,
  })
  await client.ask('GET', `${own}/subjects`)
  await client.ask('DELETE', `/_sandbox/legaltalent/lists/ofac/entries/${entry_id}`)
  await client.ask('DELETE', own)
}
