import type { SensitiveTag } from './finding.ts'

/** What a type can hold: `any` text, numbers, moments or addresses, but never yes or no. */
export type TypeFamily = 'text' | 'number' | 'day' | 'network' | 'place' | 'document' | 'other'

interface NameRule {
  readonly tag: SensitiveTag
  /** Words a name may consist of, in a row; words of several languages. */
  readonly words: string
  /** Words that mean it only where they are the whole name, such as `born` and not `country_born`. */
  readonly alone?: string
  readonly families: readonly TypeFamily[]
  /** How much the name alone says, from 0 to 1. */
  readonly weight: number
  /** Only in relations about people. */
  readonly ofPeople?: true
}

const textual: readonly TypeFamily[] = ['text', 'other']
const coded: readonly TypeFamily[] = ['text', 'number', 'other']

const rules: readonly NameRule[] = [
  {
    tag: 'PII.Email',
    words: 'email|e mail|mail|email address|mail address|correo|correo electronico|courriel|adresse mail|emailadresse',
    families: textual,
    weight: 0.6,
  },
  {
    tag: 'PII.Phone',
    words:
      'phone|phone number|telephone|tel|mobile|mobile number|cell phone|cellphone|fax|msisdn|telefon|telefonnummer|handynummer|mobil|telefono|celular|telefone|telemovel|telefoon|numer telefonu|phone no',
    alone: 'cell|portable|handy|movil',
    families: coded,
    weight: 0.55,
  },
  {
    tag: 'PII.PersonName',
    words:
      'first name|firstname|last name|lastname|full name|fullname|middle name|maiden name|given name|family name|surname|forename|person name|contact name|customer name|patient name|employee name|card holder|cardholder|vorname|nachname|familienname|geburtsname|prenom|nom de famille|nombre completo|apellido|apellidos|primer apellido|cognome|nome completo|sobrenome|apelido|voornaam|achternaam|imie|nazwisko|jmeno|prijmeni|fornamn|efternamn|etunimi|sukunimi',
    families: textual,
    weight: 0.6,
  },
  {
    tag: 'PII.PersonName',
    words: 'display name|nickname',
    alone: 'name|nom|nombre|nome|naam|namn|initials',
    families: textual,
    weight: 0.45,
    ofPeople: true,
  },
  {
    tag: 'PII.BirthDate',
    words:
      'birth date|birthdate|date of birth|dob|birthday|born on|birth day|geburtsdatum|geburtstag|date de naissance|date naissance|fecha de nacimiento|fecha nacimiento|data di nascita|data nascita|data de nascimento|data nascimento|geboortedatum|data urodzenia|datum narozeni|fodelsedatum',
    alone: 'born',
    families: ['day', 'text', 'number'],
    weight: 0.65,
  },
  {
    tag: 'PII.Address',
    words:
      'address|street|street address|address line|house number|postal address|home address|billing address|shipping address|zip|zip code|zipcode|postal code|postcode|post code|strasse|hausnummer|plz|postleitzahl|anschrift|adresse|code postal|direccion|calle|codigo postal|indirizzo|endereco|cep|adres|straat|ulica|kod pocztowy|ulice|psc',
    families: ['text', 'number', 'other'],
    weight: 0.5,
  },
  {
    tag: 'PII.NationalId',
    words:
      'ssn|social security|social security number|national id|national insurance number|tax id|tax number|taxpayer id|itin|nhs number|aadhaar|aadhar|curp|sozialversicherungsnummer|steuer id|steuernummer|steueridentifikationsnummer|numero securite sociale|dni|nie|nif|codice fiscale|cpf|bsn|burgerservicenummer|pesel|rodne cislo|personnummer|henkilotunnus|hetu|cpr|id number|personal number|identity number',
    alone: 'tin|nir|rut|nin|nino',
    families: coded,
    weight: 0.6,
  },
  {
    tag: 'PII.IdentityDocument',
    words:
      'passport|passport number|passport no|driver license|drivers license|driving licence|driver licence|license number|id card|id card number|pass nummer|reisepass|ausweisnummer|personalausweis|fuhrerschein|passeport|permis de conduire|pasaporte|passaporto|paspoort|rijbewijs|paszport|numer dowodu',
    families: coded,
    weight: 0.55,
  },
  {
    tag: 'PII.CreditCard',
    words:
      'card number|card no|cc number|cc num|credit card|credit card number|creditcard|kartennummer|kreditkarte|carte bancaire|numero de carte|numero carte|tarjeta|numero de tarjeta|cvv|cvc|card cvv',
    alone: 'pan',
    families: coded,
    weight: 0.55,
  },
  {
    tag: 'PII.BankAccount',
    words:
      'iban|bank account|bank account number|account number|routing number|sort code|kontonummer|bankverbindung|bic|cuenta bancaria|compte bancaire|conto bancario|conta bancaria|rekeningnummer|numer konta|cislo uctu',
    families: coded,
    weight: 0.5,
  },
  {
    tag: 'PII.IpAddress',
    words:
      'ip|ip address|ipaddress|ip addr|client ip|remote ip|remote addr|remote address|user ip|last ip|source ip|login ip|sign in ip|current sign in ip|last sign in ip|adresse ip|direccion ip',
    families: ['text', 'network'],
    weight: 0.55,
  },
  {
    tag: 'PII.DeviceId',
    words: 'mac address|imei|imsi|device id|device uuid|advertising id|idfa|gaid|serial imei|android id',
    alone: 'mac',
    families: ['text', 'number', 'network', 'other'],
    weight: 0.55,
  },
  {
    tag: 'PII.Location',
    words:
      'lat|latitude|lon|lng|longitude|gps|geolocation|geo location|coordinates|coords|location point|breitengrad|langengrad|latitud|longitud',
    alone: 'long|geo',
    families: ['number', 'place', 'text'],
    weight: 0.45,
  },
  {
    tag: 'PII.Credential',
    words:
      'password|passwd|pwd|passphrase|password hash|password digest|encrypted password|hashed password|pin code|secret|secret key|client secret|api key|apikey|api secret|api token|access token|refresh token|auth token|session token|reset token|reset password token|private key|access key|otp secret|totp secret|token|passwort|kennwort|mot de passe|contrasena|senha|wachtwoord|haslo|heslo|losenord',
    alone: 'pass',
    families: ['text', 'other'],
    weight: 0.65,
  },
  {
    tag: 'PII.Credential',
    words: 'pin number|card pin|user pin',
    alone: 'pin',
    families: coded,
    weight: 0.45,
  },
  {
    tag: 'PII.SpecialCategory',
    words:
      'gender|sex|religion|ethnicity|ethnic origin|race ethnicity|sexual orientation|political party|political opinion|union membership|trade union|disability|diagnosis|diagnosis code|icd10|blood type|blood group|medical condition|allergies|medication|geschlecht|konfession|diagnose|sexe|genre personne|genero persona|religione|geslacht|plec|wyznanie',
    families: ['text', 'number', 'other'],
    weight: 0.5,
  },
]

/** Words by which something else is meant than the value itself, such as `email_sent_at` or `phone_type`. */
const aside =
  /(^| )(count|counts|total|type|kind|status|state|at|verified|confirmed|sent|enabled|flag|is|has|num|length|len|valid|format|template|domain|provider|subject|body|opt|preference|preferences|category|changed|updated|created|expires|expiry|expired|attempts|version|policy|label|title|bounce|bounced|campaign)( |$)/

const people =
  /(^| )(person|persons|people|user|users|customer|customers|client|clients|employee|employees|staff|member|members|patient|patients|student|students|contact|contacts|guest|guests|author|authors|owner|owners|driver|drivers|subscriber|subscribers|candidate|candidates|profile|profiles|actor|kunde|kunden|mitarbeiter|personen|benutzer|utilisateur|utilisateurs|clientes|usuarios|empleados|personas|utenti|clienti|klant|klanten|medewerkers|klienci|pracownicy|zakaznici)( |$)/

/** Lower case words without marks: `lastName`, `last_name` and `LAST-NAME` are the same. */
function wordsOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}

/** Such words may follow what a name means, as in `phone_home_2`. */
const following = '(?: (?:hash|encrypted|plain|raw|home|work|private|primary|secondary|main|other|old|new|line|\\d+))*'

const compiled = rules.map((rule) => ({
  ...rule,
  pattern: new RegExp(
    `(?:^| )(?:${rule.words})\\d*${following}$${rule.alone === undefined ? '' : `|^(?:${rule.alone})\\d*${following}$`}`,
  ),
}))

export interface NameHint {
  readonly tag: SensitiveTag
  readonly weight: number
}

/** What the names of a column and its relation hint at, the strongest first. */
export function nameHints(column: string, relation: string, family: TypeFamily): readonly NameHint[] {
  const words = wordsOf(column)
  if (aside.test(words)) return []
  const isAboutPeople = people.test(wordsOf(relation))
  const hints = compiled
    .filter(({ pattern, families, ofPeople }) => {
      if (!families.includes(family) || (ofPeople === true && !isAboutPeople)) return false
      return pattern.test(words)
    })
    .map(({ tag, weight }) => ({ tag, weight: isAboutPeople ? weight + 0.1 : weight }))
  return hints
    .sort((a, b) => b.weight - a.weight)
    .filter(({ tag }, at, all) => all.findIndex((other) => other.tag === tag) === at)
}
