import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareFile } from './compare.ts';
import type { TreeSitterReading } from './tree-sitter.ts';
import { treeSitterReader } from './tree-sitter.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Every `.tf` of the repository, and of the stacks beside it where they are. */
const directories: readonly string[] = ['cases', 'examples', '../shared/stacks'].map((path) =>
  join(repository, path),
);

function terraformFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tf'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

let readWithTreeSitter: (text: string) => TreeSitterReading;
beforeAll(async () => {
  readWithTreeSitter = await treeSitterReader();
});

describe('three readers see the same file', () => {
  for (const directory of directories) {
    const name = relative(repository, directory);
    if (!existsSync(directory)) {
      console.info(`${name}: not compared, it is not on this machine`);
      continue;
    }
    it.each(terraformFiles(directory).map((path) => [relative(repository, path), path]))(
      '%s',
      async (_, path) => {
        const { differences } = await compareFile(path, readFileSync(path, 'utf8'), readWithTreeSitter);
        expect(differences).toEqual([]);
      },
    );
  }
});

describe('naisen and the Go parser accept the same texts', () => {
  it.each([
    [
      'a = 1.',
      'a = 1.e5',
      'a = 1e5.x',
      'a = 1..2',
      'a = 1.5e5e5',
      'a = 1e+',
      'a = 0x10',
      'a = .5',
      'a = 1.a',
    ],
    [
      'a = x.01',
      'a = x.0.1',
      'a = x.1e5',
      'a = x.*.*.y',
      'a = x[*].*',
      'a = x.*[*]',
      'a = x[\n*\n]',
      'a = x."y"',
    ],
    ['a {b = 1 // c\n}', 'a {/* c\n */ b = 1}', 'a { # x\n}', 'a { b = [\n1\n] }', 'a { b {} }', 'a {} b {}'],
    ['a {\n b {} }', 'a {\n b = 1 }', 'a\n{\n}', 'a "b"\n{\n}', 'a "x${y}" {}', 'a "$${x}" {}', 'a "b" c {}'],
    ['a\n= 1', 'a =\n 1', 'a = b\n.c', 'a = b ?\nc : d', 'a = (b\n ? c\n : d)', 'a = f\n(1)', 'a = f (1)'],
    ['a = {b\n = 1}', 'a = {b = 1\n,c=2}', 'a = {,}', 'a = {b=1,,c=2}', 'a = {b=1 c=2}', 'a = {b=(c\n.d)}'],
    [
      'a = {for=1}',
      'a = {"for"=1}',
      'a = [for]',
      'a = {if=1,in=2}',
      'a = {a==b=1}',
      'a = {a::b()=1}',
      'a = {b::c=1}',
    ],
    ['a = [for x in y : x...]', 'a = f(a... , )', 'a = f(...)', 'a = f(,)', 'a = f(a,)', 'a = ()', 'a = [,]'],
    ['a = "${ }"', 'a = "${~ ~}"', 'a = "${a\n}"', 'a = "${a # x\n}"', 'a = "%{if a}%{else}%{else}%{endif}"'],
    [
      'a = "%{for x in y}%{else}%{endfor}"',
      'a = "%{if a}"',
      'a = "%{endif}"',
      'a = "$${"',
      'a = "$$"',
      'a = "%"',
    ],
    ['a = a::b', 'a = a:: b(1)', 'a = a ::b(1)', 'a = ::b(1)', 'a = f().b()', 'a = b.c(1)', 'a = (f)(1)'],
    [
      'a = <<E\nE',
      'a = <<E\nE\n',
      'a = <<E\nE \n',
      'a = <<E \nE\n',
      'a = << E\nE\n',
      'a = [<<E\nE]',
      'a = <<1\n1\n',
    ],
    ['a = <<E\n${\nE\n}\nE\n', 'a = <<E\n\r\nE\n', 'a = <<E\n\rx\nE\n', 'a = <<E-F\nE-F\n', 'a = <<é\né\n'],
    [
      'a = "\r"',
      'a = "x\r\n"',
      'a=b\rc=d',
      'a=b\r\nc=d\r\n',
      'a = "\\q"',
      'a = "\\u12"',
      'a = "\\uD800"',
      "a = 'b'",
    ],
    [
      'a = --1',
      'a = -\n1',
      'a = !',
      'a == b',
      'a = b = c',
      'a = 1;b=2',
      'a,b=1',
      'a.b=1',
      '"a" = 1',
      '-a = 1',
    ],
    [
      'a = é',
      'a = 1é',
      'é = 1',
      'a- = 1',
      '_a = 1',
      'a = 1 /*\n*/ b = 2',
      'a = 1 /*\n*/\nb = 2',
      '/* a',
      '\ufeffa = 1',
    ],
  ])('%j %j %j %j %j %j %j …', async (...texts) => {
    for (const text of texts) {
      const { differences } = await compareFile('x.tf', text, () => ({ hasError: true, nodes: [] }));
      expect(differences, JSON.stringify(text)).toEqual([]);
    }
  });
});
