import type { components } from '../../../contract/openapi.gen.ts'
import type { Reader } from '../../../core/collection.ts'
import { type Identity, identityOf } from '../identity.ts'

type Shown = components['schemas']['ConomyIdentity']

/** What older editions of this contract had; the vendor still sends these keys, always empty. */
const LEGACY = {
  nationality: '',
  dni: '',
  userExternalId: '',
  career: '',
  birthDate: '',
  accountHolderId: '',
  accountConduitId: '',
  contract: '',
  contractId: '',
  image: '',
  deviceToken: '',
  emailStatus: '',
  rulesId: null,
  kyc: null,
  watchList: null,
  logginAttempts: 0,
}

/** The seven texts of an address that are always there; the country is when it is set. */
const BLANK_ADDRESS = {
  administrativeAreaLevel1: '',
  administrativeAreaLevel2: '',
  administrativeAreaLevel3: '',
  street: '',
  streetNumber: '',
  optionalAddress: '',
  zipcode: '',
}

/** An identity as this contract shows it: its children by name, its permissions left to their own operation. */
export function presentIdentity(
  { clientId, children, permissions, address, ...identity }: Identity,
  reader: Reader,
): Shown {
  return {
    ...identity,
    ...LEGACY,
    extendedData: [],
    metadata: {},
    children: children && children.map((id) => presentChild(identityOf(clientId, id, reader))),
    address: { ...BLANK_ADDRESS, ...address },
  }
}

const presentChild = ({ id, name, lastname, email }: Identity): NonNullable<Shown['children']>[number] => ({
  id,
  name,
  lastName: lastname,
  email,
})
