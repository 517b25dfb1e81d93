import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { identityNumbers, passesIban, passesLuhn } from '../../../../src/core/quality/sensitive/checksums.ts'
import { findSensitive } from '../../../../src/core/quality/sensitive/find-sensitive.ts'

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const one = (column: string, values: readonly string[] = [], type = 'text', relation = 'things') =>
  findSensitive(relation, [{ column, type, values }])[0]
const withLuhn = (digits: string) => times(10, (last) => `${digits}${last}`).find(passesLuhn) ?? ''
const withIban = (rest: string) =>
  times(97, (check) => `DE${String(check + 2).padStart(2, '0')}${rest}`).find(passesIban) ?? ''
const hash = (at: number) => createHash('sha256').update(String(at)).digest('hex')
/** Digits without a pattern in them, the same in every run. */
const digits = (at: number, count: number) =>
  String(BigInt(`0x${hash(at).slice(0, 24)}`))
    .padStart(count, '7')
    .slice(-count)

describe('values tell what a column holds, whatever its name', () => {
  test.each([
    ['PII.Email', times(50, (at) => `Person.${at}+x@mail${at}.example.org`)],
    ['PII.CreditCard', times(50, (at) => withLuhn(`4${digits(at, 14)}`))],
    ['PII.CreditCard', times(50, (at) => withLuhn(`53${digits(at, 13)}`).replace(/(\d{4})(?=\d)/g, '$1 '))],
    ['PII.BankAccount', times(50, (at) => withIban(digits(at, 18)))],
    ['PII.Phone', times(50, (at) => `+49 (30) ${digits(at, 7)}`)],
    ['PII.IpAddress', times(50, (at) => `203.0.113.${at}`)],
    ['PII.IpAddress', times(50, (at) => `2001:db8::${at.toString(16)}:1`)],
    ['PII.DeviceId', times(50, (at) => `08:00:2b:01:02:${String(at + 10)}`)],
    ['PII.Credential', times(50, (at) => `$2b$10$${hash(at).slice(0, 53)}`)],
    ['PII.Credential', times(50, (at) => `ghp_${hash(at).slice(0, 36)}`)],
    ['PII.NationalId', times(50, (at) => `${400 + at}-12-${String(1000 + at)}`)],
    ['PII.Location', times(50, (at) => `52.${digits(at, 5)}, 13.${digits(at + 1, 5)}`)],
  ])('%s', (tag, values) => {
    const found = one('c1', values)
    expect(found).toMatchObject({ column: 'c1', tag })
    expect(found?.confidence).toBeGreaterThan(0.7)
    expect(found?.evidence[0]).toMatch(/^All 50 sampled values /)
    for (const value of values) expect(JSON.stringify(found)).not.toContain(value)
  })

  test.each([
    ['Spanish DNI or NIE', '12345678Z'],
    ['Spanish DNI or NIE', 'X1234567L'],
    ['French social security number', '255081416802538'],
    ['Italian codice fiscale', 'RSSMRA85T10A562S'],
    ['Polish PESEL', '44051401359'],
    ['Dutch BSN', '111222333'],
    ['Belgian national number', '85073003328'],
    ['German tax number', '86095742719'],
    ['Swedish personnummer', '8112189876'],
    ['Finnish identity code', '131052-308T'],
    ['Brazilian CPF', '52998224725'],
    ['Turkish identity number', '10000000146'],
    ['Chinese resident number', '11010519491231002X'],
    ['Aadhaar number', '234123412346'],
    ['NHS number', '9434765919'],
  ])('a %s by its checksum, and not with another digit', (name, value) => {
    const passing = (text: string) =>
      identityNumbers.some((one) => one.name === name && one.shape.test(text) && one.passes(text))
    expect(passing(value)).toBe(true)
    const at = value.length - 3
    const other = String((Number(value[at]) + 1) % 10)
    expect(passing(value.slice(0, at) + other + value.slice(at + 1))).toBe(false)
  })

  test('and addresses within documents and remarks', () => {
    const documents = times(100, (at) => (at % 4 === 0 ? `{"to": "a${at}@example.org"}` : '{"to": null, "n": 1234}'))
    expect(one('payload', documents, 'jsonb')).toMatchObject({
      tag: 'PII.Email',
      evidence: ['25 % of 100 sampled values hold an e-mail address'],
    })
  })

  test('with less confidence where few were seen or not all are alike', () => {
    const mixed = times(100, (at) => (at < 80 ? `p${at}@example.org` : `unknown ${at}`))
    const all =
      one(
        'c1',
        times(100, (at) => `p${at}@example.org`),
      )?.confidence ?? 0
    const most = one('c1', mixed)
    expect(most?.confidence).toBeLessThan(all)
    expect(most?.evidence).toEqual(['80 % of 100 sampled values are written as e-mail addresses'])
    expect(one('c1', ['a@example.org'])?.confidence ?? 0).toBeLessThan(0.4)
  })
})

describe('names tell what a column holds, less surely', () => {
  test.each([
    ['first_name', 'PII.PersonName', 'text'],
    ['LastName', 'PII.PersonName', 'text'],
    ['Prénom', 'PII.PersonName', 'text'],
    ['nachname', 'PII.PersonName', 'text'],
    ['fecha_nacimiento', 'PII.BirthDate', 'date'],
    ['Geburtsdatum', 'PII.BirthDate', 'date'],
    ['customer_email', 'PII.Email', 'text'],
    ['telefone', 'PII.Phone', 'text'],
    ['Straße', 'PII.Address', 'text'],
    ['billing_address', 'PII.Address', 'text'],
    ['numer_telefonu', 'PII.Phone', 'text'],
    ['password_hash', 'PII.Credential', 'bytea'],
    ['refreshToken', 'PII.Credential', 'uuid'],
    ['home_phone_2', 'PII.Phone', 'bigint'],
    ['gender', 'PII.SpecialCategory', 'text'],
    ['passport_no', 'PII.IdentityDocument', 'text'],
    ['last_sign_in_ip', 'PII.IpAddress', 'inet'],
    ['latitude', 'PII.Location', 'double precision'],
    ['pickup_lng', 'PII.Location', 'numeric'],
    ['mac_address', 'PII.DeviceId', 'text'],
    ['phone_home', 'PII.Phone', 'text'],
    ['addressLine2', 'PII.Address', 'text'],
    ['ip_address', 'PII.IpAddress', 'text'],
  ])('%s', (column, tag, type) => {
    const found = one(column, [], type)
    expect(found).toMatchObject({ tag, evidence: ['The name of the column says so'] })
    expect(found?.confidence).toBeLessThan(0.7)
  })

  test.each([
    ['ip', 'inet', 'PII.IpAddress'],
    ['clientIp', 'text', 'PII.IpAddress'],
    ['dob', 'date', 'PII.BirthDate'],
    ['customer_dob', 'date', 'PII.BirthDate'],
    ['SSN', 'text', 'PII.NationalId'],
    ['user_ssn', 'bpchar', 'PII.NationalId'],
    ['pin', 'integer', 'PII.Credential'],
    ['tel', 'text', 'PII.Phone'],
    ['lat', 'double precision', 'PII.Location'],
    ['iban', 'text', 'PII.BankAccount'],
  ])('short words too: %s', (column, type, tag) => {
    expect(one(column, [], type)).toMatchObject({ tag })
  })

  test.each([
    'ship shipping relationship skip tip description',
    'spin pinned opinion mapping spinning hairpin',
    'lesson mission session classname',
    'hotel tell telemetry motel',
    'compass passenger bypass passage',
    'doberman flat plate latch template',
    'japan company urban cabin bicycle macro essex',
    'tokenizer emailer zipper nickel simple',
  ])('and not where they are only part of a word: %s', (words) => {
    for (const column of words.split(' ')) {
      for (const type of ['text', 'integer', 'numeric', 'date', 'inet']) expect(one(column, [], type)).toBeUndefined()
    }
  })

  test('in relations about people also where a name is only a name', () => {
    expect(one('name', [], 'text', 'customers')).toMatchObject({ tag: 'PII.PersonName' })
    expect(one('name', [], 'text', 'products')).toBeUndefined()
  })

  test('and more surely together with values', () => {
    const phones = times(50, (at) => `030 ${digits(at, 7)}`)
    expect(one('c1', phones)).toBeUndefined()
    expect(one('phone', phones)?.confidence).toBeGreaterThan(one('phone')?.confidence ?? 1)
    expect(
      one(
        'dob',
        times(50, (at) => `19${40 + at}-02-03`),
        'date',
      )?.evidence,
    ).toHaveLength(2)
  })

  test('unless the values say otherwise', () => {
    expect(
      one(
        'email',
        times(50, (at) => `template number ${at}`),
      ),
    ).toBeUndefined()
    expect(
      one(
        'mobile',
        times(50, (at) => `model ${at}`),
      ),
    ).toBeUndefined()
  })
})

describe('nothing is found in', () => {
  test.each([
    ['order numbers as long as cards', times(500, (at) => `4${digits(at, 15)}`)],
    ['order numbers counted up', times(500, (at) => String(4_000_000_000_000_000 + at))],
    ['order numbers with a Luhn digit that no issuer begins with', times(100, (at) => withLuhn(`9${digits(at, 14)}`))],
    ['nine digits', times(500, (at) => digits(at, 9))],
    ['ten digits', times(500, (at) => digits(at, 10))],
    ['eleven digits', times(500, (at) => digits(at, 11))],
    ['twelve digits', times(500, (at) => digits(at, 12))],
    ['fifteen digits', times(500, (at) => digits(at, 15))],
    ['seconds since 1970', times(500, (at) => String(1_700_000_000 + at * 61))],
    ['UUIDs', times(100, (at) => hash(at).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'))],
    ['hashes', times(100, hash)],
    ['short hashes', times(100, (at) => hash(at).slice(0, 40))],
    ['dates', times(100, (at) => `2024-01-${String((at % 28) + 1).padStart(2, '0')}`)],
    ['versions', times(100, (at) => `1.${at % 20}.3.${at % 9}`)],
    ['prices', times(100, (at) => `${at}.99`)],
    ['codes', times(100, (at) => `AB${digits(at, 14)}`)],
    ['words', times(100, (at) => `word ${at}`)],
    ['names of hosts', times(100, (at) => `db${at}.example.org`)],
    ['paths', times(100, (at) => `/home/${at}/file.txt`)],
  ])('%s', (_name, values) => {
    expect(one('value', values)).toBeUndefined()
  })

  test.each([
    ['email_sent_at', 'timestamp with time zone'],
    ['email_count', 'integer'],
    ['is_email_verified', 'boolean'],
    ['phone_type', 'text'],
    ['address_id', 'bigint'],
    ['password_changed_at', 'timestamp without time zone'],
    ['ship_date', 'date'],
    ['file_name', 'text'],
    ['token_count', 'integer'],
    ['description', 'text'],
    ['zip_file', 'bytea'],
    ['bypass', 'text'],
    ['expiration', 'text'],
    ['market_cap', 'numeric'],
    ['sent_via', 'text'],
    ['cc', 'text'],
    ['too_long', 'text'],
    ['table_name', 'text'],
    ['hotel', 'text'],
    ['zone_pan', 'numeric'],
  ])('the name %s', (column, type) => {
    expect(one(column, [], type)).toBeUndefined()
  })
})
