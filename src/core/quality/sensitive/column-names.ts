import type { SensitiveTag } from './finding.ts'

/** What a type can hold: `any` text, numbers, moments or addresses, but never yes or no. */
export type TypeFamily = 'text' | 'number' | 'day' | 'network' | 'place' | 'document' | 'other'

interface NameRule {
  readonly tag: SensitiveTag
  /** Words a name may consist of, in a row; words of several languages. */
  readonly words: string
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
      'phone|phone number|telephone|tel|mobile|mobile number|cell|cell phone|cellphone|fax|msisdn|telefon|telefonnummer|handy|handynummer|mobil|telefono|movil|celular|portable|telefone|telemovel|telefoon|numer telefonu|phone no',
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
    words: 'name|nom|nombre|nome|naam|namn|initials|nickname|display name',
    families: textual,
    weight: 0.45,
    ofPeople: true,
  },
  {
    tag: 'PII.BirthDate',
    words:
      'birth date|birthdate|date of birth|dob|birthday|born|born on|birth day|geburtsdatum|geburtstag|date de naissance|date naissance|fecha de nacimiento|fecha nacimiento|data di nascita|data nascita|data de nascimento|data nascimento|geboortedatum|data urodzenia|datum narozeni|fodelsedatum',
    families: ['day', 'text', 'number'],
    weight: 0.65,
  },
  {
    tag: 'PII.Address',
    words:
      'address|street|street address|address line|house number|postal address|home address|billing address|shipping address|zip|zip code|zipcode|postal code|postcode|post code|strasse|hausnummer|plz|postleitzahl|anschrift|adresse|rue|code postal|direccion|calle|codigo postal|indirizzo|via|cap|endereco|rua|cep|adres|straat|ulica|kod pocztowy|ulice|psc',
    families: ['text', 'number', 'other'],
    weight: 0.5,
  },
  {
    tag: 'PII.NationalId',
    words:
      'ssn|social security|social security number|national id|national insurance number|nino|nin|tax id|tax number|taxpayer id|tin|itin|nhs number|aadhaar|aadhar|curp|rut|sozialversicherungsnummer|steuer id|steuernummer|steueridentifikationsnummer|nir|numero securite sociale|dni|nie|nif|codice fiscale|cpf|bsn|burgerservicenummer|pesel|rodne cislo|personnummer|henkilotunnus|hetu|cpr|id number|personal number|identity number',
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
      'card number|card no|cc number|cc num|credit card|credit card number|creditcard|pan|kartennummer|kreditkarte|carte bancaire|numero de carte|numero carte|tarjeta|numero de tarjeta|cvv|cvc|card cvv|cc',
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
    words: 'mac|mac address|imei|imsi|device id|device uuid|advertising id|idfa|gaid|serial imei|android id',
    families: ['text', 'number', 'network', 'other'],
    weight: 0.5,
  },
  {
    tag: 'PII.Location',
    words:
      'lat|latitude|lon|lng|long|longitude|gps|geo|geolocation|geo location|coordinates|coords|location point|breitengrad|langengrad|latitud|longitud',
    families: ['number', 'place', 'text'],
    weight: 0.45,
  },
  {
    tag: 'PII.Credential',
    words:
      'password|passwd|pwd|pass|passphrase|password hash|password digest|encrypted password|hashed password|pin code|secret|secret key|client secret|api key|apikey|api secret|api token|access token|refresh token|auth token|session token|reset token|reset password token|private key|access key|otp secret|totp secret|token|passwort|kennwort|mot de passe|contrasena|senha|wachtwoord|haslo|heslo|losenord',
    families: ['text', 'other'],
    weight: 0.65,
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
export function wordsOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}

const compiled = rules.map((rule) => ({ ...rule, pattern: new RegExp(`(^| )(?:${rule.words})\\d*( \\d+)?$`) }))
/** A rule's words at the end of a name count, and elsewhere where nothing but words of its kind follow. */
const leading = rules.map((rule) => ({
  ...rule,
  pattern: new RegExp(
    `^(?:${rule.words})( (?:hash|encrypted|plain|raw|home|work|private|primary|secondary|main|other|old|new|line \\d|\\d))+$`,
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
  const hints = [...compiled, ...leading]
    .filter(({ pattern, families, ofPeople }) => {
      if (!families.includes(family) || (ofPeople === true && !isAboutPeople)) return false
      return pattern.test(words)
    })
    .map(({ tag, weight }) => ({ tag, weight: isAboutPeople ? weight + 0.1 : weight }))
  return hints
    .sort((a, b) => b.weight - a.weight)
    .filter(({ tag }, at, all) => all.findIndex((other) => other.tag === tag) === at)
}
