import { ActionIcon, Menu } from '@mantine/core'
import {
  BookOpen,
  ChartColumn,
  Database,
  Gauge,
  ListChecks,
  Menu as MenuIcon,
  Settings,
  Tags,
  Waypoints,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { Brand } from './Brand.tsx'
import { Crumbs, CrumbsProvider } from './crumbs.tsx'
import { PaletteButton } from './PaletteButton.tsx'
import classes from './Shell.module.css'
import { ThemeSwitch } from './ThemeSwitch.tsx'

/** Pages of this release. A page that does not exist yet has no entry. */
const places = [
  { to: '/services', label: 'Services', Icon: Database },
  { to: '/catalog', label: 'Catalog', Icon: BookOpen },
  { to: '/lineage', label: 'Lineage', Icon: Waypoints },
  { to: '/classifications', label: 'Classifications', Icon: Tags },
  { to: '/quality', label: 'Quality', Icon: Gauge },
  { to: '/usage', label: 'Usage', Icon: ChartColumn },
  { to: '/runs', label: 'Runs', Icon: ListChecks },
  { to: '/settings', label: 'Settings', Icon: Settings },
] as const

function isHere(location: string, to: string): boolean {
  return location === to || location.startsWith(`${to}/`)
}

function Rail() {
  const [location] = useLocation()
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link to="/services" className={classes.brand} aria-label="Patchbay, services">
        <Brand />
        <span className={classes.label}>Patchbay</span>
      </Link>
      <ul className={classes.places}>
        {places.map(({ to, label, Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.place}
              aria-current={isHere(location, to) ? 'page' : undefined}
              title={label}
            >
              <Icon size={16} aria-hidden="true" />
              <span className={classes.label}>{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SmallMenu() {
  const [, navigate] = useLocation()
  return (
    <div className={classes.smallMenu}>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon aria-label="Menu">
            <MenuIcon size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {places.map(({ to, label, Icon }) => (
            <Menu.Item key={to} leftSection={<Icon size={16} aria-hidden="true" />} onClick={() => navigate(to)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

export function Shell({ children }: { children: ReactNode }) {
  return (
    <CrumbsProvider>
      {/* A button: the hash of the address belongs to help links. */}
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <div className={classes.shell}>
        <Rail />
        <header className={classes.top}>
          <SmallMenu />
          <Crumbs />
          <PaletteButton pages={places} />
          <ThemeSwitch />
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </CrumbsProvider>
  )
}
