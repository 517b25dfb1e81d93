/** What personal or secret values may be about, as a tag. */
export const sensitiveTags = {
  'PII.PersonName': 'Name of a person',
  'PII.Email': 'E-mail address',
  'PII.Phone': 'Phone number',
  'PII.Address': 'Postal address',
  'PII.BirthDate': 'Date of birth',
  'PII.NationalId': 'National identity, tax or social security number',
  'PII.IdentityDocument': 'Passport or driving licence number',
  'PII.CreditCard': 'Payment card number',
  'PII.BankAccount': 'Bank account',
  'PII.IpAddress': 'Address on a network',
  'PII.DeviceId': 'Address or number of a device',
  'PII.Location': 'Place on the earth',
  'PII.Credential': 'Password, key or token',
  'PII.SpecialCategory': 'Health, belief, origin, orientation or sex',
} as const

export type SensitiveTag = keyof typeof sensitiveTags

/** A column that seems to hold personal or secret values. */
export interface SensitiveFinding {
  readonly column: string
  readonly tag: SensitiveTag
  /** From 0 to 1. What the name alone says stays below what values show. */
  readonly confidence: number
  /**
   * Why, the strongest reason first: sentences such as "97 % of 500 sampled values pass the Luhn check". Never holds a
   * value of the column.
   */
  readonly evidence: readonly string[]
}
