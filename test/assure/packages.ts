import { readFileSync } from 'node:fs'
import type { Figure } from '../bench/figure.ts'

const LOCK = new URL('../../package-lock.json', import.meta.url)
const MOST = 220

/** Packages that run, by the lock file. */
export async function assurePackages(): Promise<Figure[]> {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8')) as { packages: Record<string, { dev?: boolean }> }
  const all = Object.entries(packages).filter(([path]) => path !== '')
  return [
    {
      name: 'packages that run',
      measured: all.filter(([, { dev }]) => !dev).length,
      unit: '',
      target: MOST,
      better: 'less',
      anchor: `${all.length} with those of development`,
      note: '',
    },
  ]
}
