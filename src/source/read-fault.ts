/** Why the operating system refused a file, and what to do about it, as the end of a sentence. */
export function describeReadFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (code === '' ? 'the system gives no reason' : `the system says ${code}`)
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; change its mode, or run as a user who may read it',
  EPERM: 'permission is denied; change its mode, or run as a user who may read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle; name the file itself',
  EMFILE: 'too many files are open; raise the limit of open files',
  ENAMETOOLONG: 'the name is too long; shorten it',
  ENOENT: 'it is gone; check the path',
  ENOTDIR: 'part of its path is not a folder; check the path',
  EIO: 'the disk reports an error; copy the file from elsewhere',
}
