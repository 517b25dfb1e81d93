import type { AccessProvider, AccessRequest } from '../../../core/access.ts'
import { listed } from '../diagnose/row.ts'

/** What the statements alone do not say. One or two sentences each. */
export function accessNotes(request: AccessRequest): readonly string[] {
  const { capabilities, owners, login, validUntil, provider, databases } = request
  const profiles = capabilities.includes('profiles')
  const named = databases.some(({ schemas }) => schemas.length > 0)
  return [
    ...(profiles && named && owners.length === 0
      ? [
          'Default privileges concern tables that whoever runs the script creates later. Name the roles that create tables to cover theirs too.',
        ]
      : []),
    ...(profiles && owners.length > 0
      ? [`Default privileges for ${listed(owners)} take a member of these roles, or a superuser.`]
      : []),
    ...(profiles
      ? [
          'Tables with row-level security show this role only the rows that their policies let through. That is left as it is; profiles of them will say so.',
        ]
      : []),
    ...(login === 'certificate'
      ? [
          'The role needs a client certificate whose common name is the role’s name, from an authority in ssl_ca_file. It gets no password.',
        ]
      : []),
    ...(login === 'certificate' && validUntil !== null
      ? ['VALID UNTIL ends logins by password only. A certificate ends on its own last day.']
      : []),
    ...(capabilities.includes('usage') ? [preload[provider]] : []),
    ...providerNotes[provider],
    ...(provider !== 'own' && login === 'certificate'
      ? ['Whether the provider takes client certificates for logins has to be looked up there.']
      : []),
  ]
}

const preload: Readonly<Record<AccessProvider, string>> = {
  own: 'SHOW shared_preload_libraries has to name pg_stat_statements. If it does not, add it in postgresql.conf and restart the server.',
  rds: 'SHOW shared_preload_libraries has to name pg_stat_statements. If it does not, add it in the instance’s own parameter group and reboot the instance.',
  'cloud-sql': 'A member of cloudsqlsuperuser, such as postgres, may create the extension.',
  azure:
    'pg_stat_statements has to stand in the server parameters azure.extensions and shared_preload_libraries; the second takes a restart.',
  supabase: 'pg_stat_statements comes preloaded. It may already exist in the schema extensions.',
  neon: 'pg_stat_statements can be created; its counters start over whenever the compute does.',
}

const providerNotes: Readonly<Record<AccessProvider, readonly string[]>> = {
  own: [],
  rds: [
    'Run it as the master user or another member of rds_superuser.',
    'Nobody edits pg_hba.conf there: the security group admits addresses, and rds.force_ssl decides about TLS.',
  ],
  'cloud-sql': [
    'Run it as postgres or another member of cloudsqlsuperuser. A role made with SQL does not become a member of it, which is what is wanted here.',
    'Addresses are admitted by authorized networks, or the Auth Proxy stands in between.',
  ],
  azure: [
    'Run it as the server’s admin, a member of azure_pg_admin.',
    'Addresses are admitted by firewall rules or the virtual network; require_secure_transport decides about TLS.',
  ],
  supabase: [
    'Run it as postgres. The direct address is IPv6 only; through the pooler the username gets the project’s reference behind a dot.',
  ],
  neon: [
    'Run it as the database’s owner. A role made with SQL is no member of neon_superuser, which is what is wanted here.',
  ],
}
