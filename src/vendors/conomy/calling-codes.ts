/** Alpha-2, alpha-3 and calling code of every country that an identity can be of. */
const COUNTRIES = [
  'CL CHL 56',
  'MX MEX 52',
  'CO COL 57',
  'BR BRA 55',
  'AR ARG 54',
  'PE PER 51',
  'BO BOL 591',
  'PY PRY 595',
  'AU AUS 61',
  'CR CRI 506',
  'DO DOM 1',
  'EC ECU 593',
  'PA PAN 507',
  'UY URY 598',
  'VE VEN 58',
  'US USA 1',
  'CA CAN 1',
  'GB GBR 44',
  'CN CHN 86',
  'HK HKG 852',
  'AT AUT 43',
  'BE BEL 32',
  'BG BGR 359',
  'HR HRV 385',
  'CY CYP 357',
  'CZ CZE 420',
  'DK DNK 45',
  'EE EST 372',
  'FI FIN 358',
  'FR FRA 33',
  'DE DEU 49',
  'GR GRC 30',
  'HU HUN 36',
  'IE IRL 353',
  'IT ITA 39',
  'LV LVA 371',
  'LT LTU 370',
  'LU LUX 352',
  'MT MLT 356',
  'NL NLD 31',
  'PL POL 48',
  'PT PRT 351',
  'RO ROU 40',
  'SK SVK 421',
  'SI SVN 386',
  'ES ESP 34',
  'SE SWE 46',
]

const CODES = new Map(
  COUNTRIES.flatMap((line) => {
    const [alpha2 = '', alpha3 = '', code = ''] = line.split(' ')
    return [[alpha2, code] as const, [alpha3, code] as const]
  }),
)

/** What a phone number of a country, alpha-2 or alpha-3, begins with: `+56`. Undefined for an unknown country. */
export function callingCodeOf(country: string): string | undefined {
  const code = CODES.get(country)
  return code === undefined ? undefined : `+${code}`
}
