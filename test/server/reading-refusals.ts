import type { TestApp } from './test-app.ts'

const nobody = '00000000-0000-4000-8000-000000000000'
const usage = `/api/services/${nobody}/usage`
const snapshotNotFound = { code: 'SNAPSHOT_NOT_FOUND' }
const serviceNotFound = { code: 'SERVICE_NOT_FOUND' }
const invalid = { code: 'REQUEST_INVALID' }

/** Requests about diagrams, lineage, usage, past tests and access that are refused: what, request, status, part of the answer. */
export const readingRefusals: readonly (readonly [string, Parameters<TestApp['call']>, number, object])[] = [
  ['diagram: unknown', ['GET', `/api/snapshots/${nobody}/keys?database=x&schema=y`], 404, snapshotNotFound],
  ['diagram: of what', ['GET', `/api/snapshots/${nobody}/keys`], 400, invalid],
  ['lineage: unknown', ['GET', `/api/snapshots/${nobody}/lineage?database=x&schema=y&name=z`], 404, snapshotNotFound],
  ['lineage: of what', ['GET', `/api/snapshots/${nobody}/lineage`], 400, invalid],
  ['lineage problems: unknown', ['GET', `/api/snapshots/${nobody}/lineage/problems`], 404, snapshotNotFound],
  ['lineage export: unknown', ['GET', `/api/snapshots/${nobody}/lineage/export?as=dot`], 404, snapshotNotFound],
  ['lineage export: as what', ['GET', `/api/snapshots/${nobody}/lineage/export?as=tea`], 400, invalid],
  ['last seen: of what', ['GET', `/api/services/${nobody}/last-seen`], 400, invalid],
  ['lineage of text: none', ['POST', '/api/lineage', {}], 400, invalid],
  ['usage: unknown service', ['GET', usage], 404, serviceNotFound],
  ['usage: from nowhere', ['GET', `${usage}?from=yesterday`], 400, invalid],
  ['usage readings: unknown service', ['GET', `${usage}/readings`], 404, serviceNotFound],
  ['usage of relations: unknown service', ['GET', `${usage}/relations`], 404, serviceNotFound],
  ['usage of a relation: of which', ['GET', `${usage}/relation`], 400, invalid],
  ['unused: unknown service', ['GET', `${usage}/unused`], 404, serviceNotFound],
  ['usage: no such moment', ['GET', `${usage}?from=2026-99-99`], 400, invalid],
  ['usage export: unknown service', ['GET', `${usage}/export?as=csv`], 404, serviceNotFound],
  ['usage export: as what', ['GET', `${usage}/export`], 400, invalid],
  ['statement: unknown service', ['GET', `${usage}/statements/x`], 404, serviceNotFound],
  ['profiles: unknown service', ['GET', `/api/services/${nobody}/profiles`], 404, serviceNotFound],
  ['profile failures: unknown service', ['GET', `/api/services/${nobody}/profile-failures`], 404, serviceNotFound],
  ['profile coverage: unknown service', ['GET', `/api/services/${nobody}/profile-coverage`], 404, serviceNotFound],
  ['profile: of what', ['GET', `/api/services/${nobody}/profiles/relation`], 400, invalid],
  [
    'trend: of which column',
    ['GET', `/api/services/${nobody}/profiles/trend?database=a&schema=b&name=c`],
    400,
    invalid,
  ],
  ['quality settings: unknown service', ['GET', `/api/services/${nobody}/quality-settings`], 404, serviceNotFound],
  ['quality settings: none', ['PUT', `/api/services/${nobody}/quality-settings`, {}], 400, invalid],
  ['checks: unknown service', ['GET', `/api/services/${nobody}/checks`], 404, serviceNotFound],
  ['file of checks: unknown service', ['GET', `/api/services/${nobody}/check-file`], 404, serviceNotFound],
  ['import of checks: no text', ['PUT', `/api/services/${nobody}/check-file`, {}], 400, invalid],
  ['new checks: none', ['POST', `/api/services/${nobody}/checks`, {}], 400, invalid],
  ['suggestions: unknown service', ['GET', `/api/services/${nobody}/check-suggestions`], 404, serviceNotFound],
  ['adding suggestions: no wish', ['POST', `/api/services/${nobody}/check-suggestions`], 400, invalid],
  ['check delete: which', ['DELETE', `/api/services/${nobody}/checks`], 400, invalid],
  ['check history: of which', ['GET', `/api/services/${nobody}/check-results`], 400, invalid],
  ['check preview: of what', ['POST', `/api/services/${nobody}/check-previews`, {}], 400, invalid],
  ['past tests: unknown service', ['GET', `/api/services/${nobody}/tests`], 404, serviceNotFound],
  ['past tests: none asked for', ['GET', `/api/services/${nobody}/tests?limit=0`], 400, invalid],
  ['past test: no number', ['GET', `/api/services/${nobody}/tests/x`], 400, invalid],
  ['what changed between tests: which', ['GET', `/api/services/${nobody}/test-difference`], 400, invalid],
  ['access: nothing asked for', ['POST', '/api/connectors/postgres/access-script', {}], 400, invalid],
]

/** Routes that take nothing that could be wrong. */
export const takeNothing = [
  'connectors',
  'services',
  'health',
  'demo',
  'retention',
  'catalog',
  'usage',
  'quality',
  'service-activity',
  'workers',
  'classifications',
].map((name) => `GET /api/${name}`)
