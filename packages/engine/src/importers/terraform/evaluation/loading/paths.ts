/** Joins two paths with `/` and takes `.` and `..` out; the project directory itself is `.`. */
export function joinPaths(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const isAbsolute = directory.startsWith('/') || (directory === '' && path.startsWith('/'));
  if (isAbsolute) return `/${parts.join('/')}`;
  return parts.length === 0 ? '.' : parts.join('/');
}
