/** Paths as Go's `path/filepath` treats them on Linux: text only, no disk. */

/** Shortest equal path: no empty or `.` steps, `..` resolved where it can be. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const kept: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') kept.push(step);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isAbsolute) kept.push('..');
  }
  const joined = kept.join('/');
  if (isAbsolute) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** The last step; `.` for nothing. */
export function baseName(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

/** All but the last step, cleaned. */
export function directoryName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

export function absolutePath(path: string, workingDirectory: string): string {
  return cleanPath(path.startsWith('/') ? path : `${workingDirectory}/${path}`);
}

/**
 * The path from the project directory, or `undefined` when it is absolute and lies outside. A relative path
 * may lead to a module beside the project: whether it may be read is for the reader of files to say.
 */
export function pathInProject(path: string, workingDirectory: string): string | undefined {
  const root = cleanPath(workingDirectory);
  const absolute = absolutePath(path, root);
  if (absolute === root) return '.';
  const prefix = root === '/' ? '/' : `${root}/`;
  if (absolute.startsWith(prefix)) return absolute.slice(prefix.length);
  return path.startsWith('/') ? undefined : cleanPath(path);
}
