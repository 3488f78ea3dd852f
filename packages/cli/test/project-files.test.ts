import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openProjectFiles } from '../src/project-files.ts';

const world = mkdtempSync(join(tmpdir(), 'naisen-files-'));
const project = join(world, 'repo/envs/prod');

function write(path: string, content: string | Uint8Array): void {
  const whole = join(world, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, content);
}

write('secret.txt', 'outside');
write('repo/.git/HEAD', 'ref: refs/heads/main');
write('repo/envs/prod/main.tf', '# hello\r\n');
write('repo/envs/prod/bom.tf', '\ufeffa = 1');
write('repo/envs/prod/latin1.tf', Uint8Array.of(0x61, 0xe9, 0x62));
write('repo/modules/network/main.tf', '# module');
write('repo/envs/prod/deep/b.tf', '');
write('repo/envs/prod/deep/a.tf', '');
symlinkSync(join(world, 'secret.txt'), join(project, 'leak.txt'));
symlinkSync('loop-b', join(project, 'loop-a'));
symlinkSync('loop-a', join(project, 'loop-b'));
symlinkSync('..', join(project, 'deep/up'));
symlinkSync('../../modules', join(project, 'shared'));
symlinkSync('nowhere', join(project, 'dangling'));

afterAll(() => rmSync(world, { recursive: true, force: true }));

describe('files of a project', () => {
  const files = openProjectFiles(project);

  it.each([
    ['main.tf', 'text', 'a file of the project'],
    ['../../modules/network/main.tf', 'text', 'a module of the same repository'],
    ['shared/network/main.tf', 'text', 'a link that stays in the repository'],
    ['../../../secret.txt', 'outside-project', 'above the repository'],
    ['leak.txt', 'outside-project', 'a link that leaves the repository'],
    ['/etc/passwd', 'outside-project', 'an absolute path elsewhere'],
    ['missing.tf', 'missing', 'no such file'],
    ['dangling', 'missing', 'a link to nothing'],
    ['loop-a', 'not-a-file', 'a link to itself'],
    ['deep', 'not-a-file', 'a directory'],
    ['latin1.tf', 'not-utf8', 'another encoding'],
    ['a\0b', 'missing', 'a name that no file can have'],
  ])('%j is %s: %s', (path, kind) => {
    expect(files.readText(path).kind).toBe(kind);
  });

  it('keeps line ends and the byte order mark as they are', () => {
    expect(files.readText('main.tf')).toEqual({ kind: 'text', text: '# hello\r\n' });
    expect(files.readText('bom.tf')).toEqual({ kind: 'text', text: '\ufeffa = 1' });
  });

  it('gives bytes of what is no text', () => {
    expect(files.readBytes('latin1.tf')).toEqual(Buffer.from([0x61, 0xe9, 0x62]));
    expect(files.readBytes('leak.txt')).toBeUndefined();
  });

  it('lists names sorted, directories marked, without links that would never end', () => {
    expect(files.list('deep')).toEqual(['a.tf', 'b.tf']);
    expect(files.list('.')).toEqual(['bom.tf', 'deep/', 'latin1.tf', 'leak.txt', 'main.tf', 'shared/']);
    expect(files.list('nowhere')).toBeUndefined();
    expect(files.list('../../..')).toBeUndefined();
  });

  it('without a repository, reaches four folders up and no further', () => {
    write('plain/a/live/prod/eu/app/main.tf', '');
    write('plain/x.tf', '');
    write('plain/a/x.tf', '');
    const plain = openProjectFiles(join(world, 'plain/a/live/prod/eu/app'));
    expect(plain.readText('../../../../x.tf').kind).toBe('text');
    expect(plain.readText('../../../../../x.tf').kind).toBe('outside-project');
  });
});
