import { request } from 'node:https'
import { json } from 'node:stream/consumers'

// Where Oak is. Nobody thought of a test when this was written, and nobody has to change it for one.
const OAK = 'https://payments.oaknetwork.org/api/v1'

/** A token for the merchant, got with fetch. */
export async function grant({ clientId, clientSecret }) {
  const response = await fetch(`${OAK}/merchant/token/grant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`Oak answered ${response.status}: ${answer.msg}`)
  return answer.access_token
}

/** The merchant's customers of a country, read with node:https. */
export async function customersIn(country, token) {
  const response = await new Promise((resolve, reject) => {
    request(`${OAK}/customers?country_code=${country}`, { headers: { authorization: `Bearer ${token}` } }, resolve)
      .on('error', reject)
      .end()
  })
  const { data } = await json(response)
  return data.customer_list.map(({ first_name, last_name }) => `${first_name} ${last_name}`)
}
