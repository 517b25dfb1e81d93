import { describe, expect, it } from 'vitest'
import { parseText } from '../../../../../src/connectors/postgres/settings/formats/parse-text.ts'

/** Format and forms of a text, each form under its label; or what is wrong. */
function read(text: string): unknown {
  const parsed = parseText(text)
  if (!parsed.ok) return parsed.error
  const { format, readings } = parsed.value
  return [format, ...readings.map(({ label, form }) => (label === '' ? form : { [label]: form }))]
}

const full = { hostPort: 'db.example.org:5433', database: 'orders', username: 'reader', password: 's3cr3t' }

describe('one connection', () => {
  it.each([
    ['connection URI', 'postgresql://reader:s3cr3t@db.example.org:5433/orders', full],
    ['connection URI', '"postgres://reader:s3cr3t@db.example.org:5433/orders"\n', full],
    [
      'connection URI',
      'postgresql://reader:p@s/s?w#r:d@h/orders',
      { hostPort: 'h', database: 'orders', username: 'reader', password: 'p@s/s?w#r:d' },
    ],
    [
      'connection URI',
      'postgresql://u:50%off@h/d',
      { hostPort: 'h', database: 'd', username: 'u', password: '50%off' },
    ],
    ['connection URI', 'postgres://u:[YOUR-PASSWORD]@h/d', { hostPort: 'h', database: 'd', username: 'u' }],
    [
      'connection URI',
      'postgresql://u:p@h/d?sslmode=require&application_name=me%40home',
      {
        hostPort: 'h',
        database: 'd',
        username: 'u',
        password: 'p',
        sslMode: 'require',
        connectionOptions: { application_name: 'me@home' },
      },
    ],
    ['key=value connection string', "host=db.example.org port=5433 dbname=orders user=reader password='s3cr3t'", full],
    [
      'key=value connection string',
      'host=db hostaddr=10.0.0.1 user=u dbname=d sslpassword=x',
      {
        hostPort: 'db',
        database: 'd',
        username: 'u',
        sslConfig: { sslPassword: 'x' },
        connectionOptions: { hostaddr: '10.0.0.1' },
      },
    ],
    [
      'key=value connection string',
      "host = a,::1 port=1,2 user=u password='it\\'s \\\\ x'",
      { hostPort: 'a:1,[::1]:2', database: 'u', username: 'u', password: "it's \\ x" },
    ],
    [
      'psql command',
      'psql -h db.example.org -p 5433 -U reader -W orders',
      { hostPort: 'db.example.org:5433', database: 'orders', username: 'reader' },
    ],
    [
      'psql command',
      "$ PGPASSWORD='s3cr3t' PGSSLMODE=require psql --host=db.example.org --port 5433 --username reader --dbname=orders -c 'select 1'",
      { ...full, sslMode: 'require' },
    ],
    ['psql command', 'PGPASSWORD=s3cr3t psql -hdb.example.org -p5433 \\\n  orders reader | less', full],
    ['psql command', 'psql -AtU reader "host=db.example.org port=5433 dbname=orders password=s3cr3t"', full],
    [
      'psql command',
      'docker exec -it -e PGPASSWORD=s3cr3t pg psql -U reader -d orders',
      { database: 'orders', username: 'reader', password: 's3cr3t' },
    ],
    ['psql command', 'psql "postgresql://reader:s3cr3t@db.example.org:5433/orders" -v ON_ERROR_STOP=1 -f x.sql', full],
    ['psql command', 'PGPASSWORD=$SECRET psql -h "$HOST" -U reader orders', { database: 'orders', username: 'reader' }],
    ['JDBC URL', 'jdbc:postgresql://db.example.org:5433/orders?user=reader&password=s3cr3t', full],
    [
      'JDBC URL',
      'jdbc:postgresql://a:1,b/d?user=u&password=a+b%26c&ssl=true&currentSchema=x,y&targetServerType=preferSecondary&prepareThreshold=0',
      {
        hostPort: 'a:1,b',
        database: 'd',
        username: 'u',
        password: 'a b&c',
        sslMode: 'verify-full',
        connectionOptions: { options: '-csearch_path=x,y', target_session_attrs: 'prefer-standby' },
      },
    ],
    ['JDBC URL', 'jdbc:postgresql:orders', { hostPort: 'localhost', database: 'orders' }],
    [
      'SQLAlchemy URL',
      'postgresql+psycopg2://reader:s3cr3t@db.example.org:5433/orders',
      { ...full, scheme: 'postgresql+psycopg2' },
    ],
    [
      'SQLAlchemy URL',
      'postgresql+asyncpg://u:p@/d?host=a:1&host=b:2',
      { hostPort: 'a:1,b:2', database: 'd', username: 'u', password: 'p' },
    ],
    [
      'SQLAlchemy URL',
      "engine = create_engine('postgresql+psycopg2://u:p@h:1/d',\n  pool_size=5,\n  connect_args={'sslmode': 'require', 'connect_timeout': 10})",
      {
        hostPort: 'h:1',
        database: 'd',
        username: 'u',
        password: 'p',
        scheme: 'postgresql+psycopg2',
        sslMode: 'require',
        connectionArguments: { connect_timeout: '10' },
      },
    ],
    [
      'SQLAlchemy URL',
      'create_engine(URL.create("postgresql+psycopg2", username="reader", password="s3cr3t", host="db.example.org", port=5433, database="orders"))',
      full,
    ],
    [
      'SQLAlchemy URL',
      'conn = psycopg2.connect(host="db.example.org", port=5433, dbname="orders", user="reader", password=os.environ["PW"])',
      { hostPort: 'db.example.org:5433', database: 'orders', username: 'reader' },
    ],
    [
      '.NET connection string',
      'Host=db.example.org;Port=5433;Username=reader;Password=s3cr3t;Database=orders;Pooling=true',
      full,
    ],
    [
      '.NET connection string',
      'Server=h;User Id=u;Password="a;b""c";Database=d;SSL Mode=VerifyFull',
      { hostPort: 'h', database: 'd', username: 'u', password: 'a;b"c', sslMode: 'verify-full' },
    ],
    [
      'environment variables',
      'export PGHOST=db.example.org\nexport PGPORT=5433\nPGUSER=reader # who\nPGPASSWORD=\'s3cr3t\'\nPGDATABASE="orders"\n',
      { 'PG…': full },
    ],
    [
      'environment variables',
      'DB_CONNECTION=pgsql\nDB_HOST=db.example.org\nDB_PORT=5433\nDB_DATABASE=orders\nDB_USERNAME=reader\nDB_PASSWORD=s3cr3t',
      { 'DB_…': full },
    ],
    [
      'environment variables',
      '# prisma\nDATABASE_URL="postgresql://reader:s3cr3t@db.example.org:5433/orders?schema=public"',
      { DATABASE_URL: full },
    ],
    [
      'environment variables',
      'spring.datasource.url=jdbc:postgresql://db.example.org:5433/orders\nspring.datasource.username=reader\nspring.datasource.password=s3cr3t',
      { 'spring.datasource.url': full },
    ],
    ['.pgpass line', 'db.example.org:5433:orders:reader:s3cr3t', { 'db.example.org:5433/orders reader': full }],
    [
      '.pgpass line',
      '# mine\n\\:\\:1:*:*:reader:a\\:b\\\\c',
      { '::1:*/* reader': { hostPort: '[::1]', username: 'reader', password: 'a:b\\c' } },
    ],
    [
      'pg_service.conf section',
      '# here\n[orders]\nhost=db.example.org\nport=5433\ndbname=orders\nuser=reader\npassword=s3cr3t\n',
      { orders: full },
    ],
    [
      'Django DATABASES',
      "DATABASES = {\n  'default': {\n    'ENGINE': 'django.db.backends.postgresql',\n    'NAME': 'orders', 'USER': 'reader', # who\n    'PASSWORD': 's3cr3t',\n    'HOST': 'db.example.org', 'PORT': '5433',\n    'CONN_MAX_AGE': 60 * 10,\n    'OPTIONS': {'sslmode': 'require'},\n  }\n}\n",
      { default: { ...full, sslMode: 'require' } },
    ],
    [
      'Rails database.yml',
      'default: &default\n  adapter: postgresql\n  pool: <%= ENV.fetch("X") { 5 } %>\n\nproduction:\n  <<: *default\n  host: db.example.org\n  port: 5433\n  database: orders\n  username: reader\n  password: <%= ENV["PW"] %>\n',
      { production: { hostPort: 'db.example.org:5433', database: 'orders', username: 'reader' } },
    ],
    [
      'Prisma datasource',
      'datasource db {\n  provider = "postgresql"\n  url      = "postgresql://reader:s3cr3t@db.example.org:5433/orders"\n}',
      full,
    ],
    [
      'OpenMetadata YAML',
      'source:\n  type: postgres\n  serviceName: pg_prod\n  serviceConnection:\n    config:\n      type: Postgres\n      username: reader\n      authType:\n        password: s3cr3t\n      hostPort: db.example.org:5433\n      database: orders\n      ingestAllDatabases: true\n  sourceConfig:\n    config:\n      type: DatabaseMetadata\n      schemaFilterPattern: {includes: ["^sales"], excludes: []}\nsink: {type: metadata-rest, config: {}}\n',
      { pg_prod: { ...full, ingestAllDatabases: true, schemaFilterPattern: { includes: ['^sales'] } } },
    ],
    [
      'object with host and user',
      '{"username":"reader","password":"s3cr3t","engine":"postgres","host":"db.example.org","port":5433,"dbname":"orders"}',
      full,
    ],
    ['connection settings', JSON.stringify(full), full],
    [
      'connection settings',
      'hostPort: db.example.org:5433\ndatabase: orders\nusername: reader\npassword: s3cr3t\nnonsense: 1',
      full,
    ],
  ])('a %s: %s', (format, text, form) => {
    expect(read(text)).toEqual([format, form])
  })
})

describe('several connections to choose from', () => {
  it('a compose file: from this machine, and from other containers', () => {
    const text =
      'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: pa$$word\n      POSTGRES_DB: ${DB:-orders}\n    ports:\n      - "5433:5432"\n  app:\n    image: app\n    environment:\n      - DATABASE_URL=postgres://postgres:x@db/orders\n'
    const login = { database: 'orders', username: 'postgres', password: 'pa$word' }
    expect(read(text)).toEqual([
      'docker-compose file',
      { 'db, from this machine': { hostPort: 'localhost:5433', ...login } },
      { 'db, from other containers': { hostPort: 'db:5432', ...login } },
      { 'app, DATABASE_URL': { hostPort: 'db', database: 'orders', username: 'postgres', password: 'x' } },
    ])
  })

  it('a manifest of Kubernetes: its env lists', () => {
    const text =
      'spec:\n  containers:\n  - name: app\n    env:\n    - name: PGHOST\n      value: db\n    - name: PGUSER\n      value: reader\n    - name: PGPASSWORD\n      valueFrom:\n        secretKeyRef: {name: db, key: password}\n'
    expect(read(text)).toEqual([
      'Kubernetes manifest',
      { 'PG…': { hostPort: 'db', database: 'reader', username: 'reader' } },
    ])
    const secret = 'kind: Secret\ndata:\n  POSTGRES_USER: cmVhZGVy\n  POSTGRES_PASSWORD: cMOkc3M=\n'
    expect(read(secret)).toEqual([
      'Kubernetes manifest',
      { 'POSTGRES_…': { username: 'reader', database: 'reader', password: 'päss' } },
    ])
  })

  it('a Secret of an operator that runs databases, with its plain names', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64')
    const values = {
      dbname: 'orders',
      host: 'orders-rw',
      'jdbc-uri': 'jdbc:postgresql://orders-rw:5432/orders?password=x',
      password: 'a: b#é',
      pgpass: 'orders-rw:5432:orders:reader:x\n',
      port: '5432',
      uri: 'postgresql://reader:x@orders-rw:5432/orders',
      user: 'reader',
      username: 'reader',
    }
    const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${base64(value)}\n`)
    const form = { hostPort: 'orders-rw:5432', database: 'orders', username: 'reader', password: 'a: b#é' }
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders-app\ndata:\n${lines.join('')}`
    expect(read(text)).toEqual(['Kubernetes manifest', form])
  })

  it.each([
    ['environment variables', 'DB_HOST=a\nDB_USER=u\nREPLICA_DB_HOST=b\nREPLICA_DB_USER=u', 2],
    ['.pgpass line', 'a:1:d:u:x\nb:2:d:u:y\n', 2],
    ['pg_service.conf section', '[a]\nhost=a\n[b]\nhost=b', 2],
    [
      'connection settings',
      'services:\n- name: a\n  settings:\n    hostPort: a:1\n- name: b\n  settings:\n    hostPort: b:1\n',
      2,
    ],
  ])('%s', (format, text, count) => {
    const parsed = parseText(text)
    expect(parsed).toMatchObject({ ok: true, value: { format } })
    expect(parsed.ok && parsed.value.readings.length).toBe(count)
  })
})

describe('a text that cannot be read says where', () => {
  it.each([
    ['', 0],
    ['mysql://h', 0],
    ['what is this', 0],
    ['postgresql://h:port/d', 'postgresql://h:'.length],
    ['"postgresql://[::1/d"', '"postgresql://'.length],
    ['host=a port', 'host=a '.length],
    ["host=a password='x", 'host=a password='.length],
    ["psql -h 'db", 'psql -h '.length],
    ['psql -h', 'psql '.length],
    ['psql "host=a b"', 'psql host=a '.length],
    ['Host=a;Password="x', 'Host=a;Password='.length],
    ["PGPASSWORD='x\nPGHOST=a", 'PGPASSWORD='.length],
    ['[a]\nhost=b\nport', '[a]\nhost=b\n'.length],
    ["DATABASES = {'default': {'ENGINE': 'x', 'A': 'b}}", "DATABASES = {'default': {'ENGINE': 'x', 'A': ".length],
    ["create_engine('postgresql+psycopg2://u@h:x/d')", 'create_engine(postgresql+psycopg2://u@h:'.length],
    ['hostPort: a\npassword: "x\n', 'hostPort: a\npassword: '.length],
    ['{"hostPort": "a",}', '{"hostPort": "a",'.length],
    ['hostPort: a\n\tusername: b\n', 'hostPort: a\n\t'.length],
  ])('%j at %i', (text, position) => {
    expect(read(text)).toMatchObject({ position })
  })
})

describe('what is left out is said', () => {
  const notes = (text: string) => {
    const parsed = parseText(text)
    return parsed.ok ? parsed.value.readings[0]?.notes : parsed.error
  }
  it.each([
    ['host=h user=u dbname=d aplication_name=x', /at character 24.*application_name/],
    ['host=h user=u dbname=d sslrootcert=/etc/ca.pem', /CA certificate/],
    ['host=h user=u dbname=d oauth_client_secret=x', /secret that has no field/],
    ['host=h user=u', /named like the user/],
    ['psql -U u d', /No host is given/],
    ['docker exec pg psql -h localhost -U u d', /inside a container/],
    ['jdbc:postgresql://h/d?user=u&ssl=true', /verify-full/],
    ['postgresql://u:${PGPASSWORD}@h/d', /password is a placeholder/],
    ['host=h user=u dbname=d sslmode=sometimes', /sslmode is none of/],
    ['{"hostPort": "u:secret@h"}', /perhaps a password/],
  ])('%s', (text, pattern) => {
    expect(notes(text)).toEqual(expect.arrayContaining([expect.stringMatching(pattern)]))
  })
})
