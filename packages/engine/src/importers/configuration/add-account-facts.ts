import { type Known, known, type Reference } from '../../base/known.ts';
import { type Diagnostic, diagnose, type Read } from '../../diagnostics/diagnostic.ts';
import * as kinds from '../../diagnostics/kinds/configuration.ts';
import type { Access, Organization, Role, WrittenPolicy } from '../../model/access.ts';
import type { Network } from '../../model/network.ts';
import {
  type ConfiguredFile,
  type ConfiguredOrganization,
  isMeant,
  type Settings,
} from '../../model/settings.ts';
import { accountText } from '../terraform/network/access/arns.ts';

/** @returns `undefined` = there is no such file */
export type ReadPolicyFile = (file: string) => string | undefined;

/** Adds what the configuration says of the account, of its organisation and of the tags of its roles. */
export function addAccountFacts(
  network: Network,
  { account, principalTags, organization, today }: Settings,
  readFile: ReadPolicyFile,
): Read<Network> {
  const { access } = network;
  if (access === undefined) return { value: network, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const roles = principalTags.length === 0 ? access.roles : withTags(access.roles, principalTags);
  const told = organization === undefined ? undefined : organizationOf(organization, readFile, diagnostics);
  const value: Access = {
    ...access,
    roles,
    ...(told === undefined ? {} : { organization: told }),
    ...(today === undefined ? {} : { today }),
    ...(account === undefined ? {} : numbered(access, account)),
  };
  return { value: { ...network, access: value }, diagnostics };
}

/** The number in the place of every mention of it. */
function numbered({ texts }: Access, account: string): Pick<Access, 'account' | 'texts'> {
  const spelled = [...texts].map(
    ([name, pieces]) => [name, pieces.map((piece) => (isAccount(piece) ? account : piece))] as const,
  );
  const own = `${accountText.address}.${accountText.path}`;
  return { account: known(account), texts: new Map([...spelled, [own, [account]]]) };
}

function isAccount(piece: string | Reference): boolean {
  return (
    typeof piece !== 'string' && piece.address === accountText.address && piece.path === accountText.path
  );
}

function withTags(
  roles: ReadonlyMap<string, Role>,
  configured: Settings['principalTags'],
): ReadonlyMap<string, Role> {
  return new Map(
    [...roles].map(([address, role]) => {
      const values = new Map(role.tags?.values);
      for (const { role: pattern, tags } of configured) {
        if (!isMeant(pattern, address)) continue;
        for (const [name, value] of tags) values.set(name, known(value));
      }
      const isComplete = role.tags?.isComplete ?? false;
      return [address, values.size === 0 ? role : { ...role, tags: { values, isComplete } }];
    }),
  );
}

function organizationOf(
  { id, path, serviceControlPolicies, resourceControlPolicies }: ConfiguredOrganization,
  readFile: ReadPolicyFile,
  diagnostics: Diagnostic[],
): Organization {
  const read = (levels: readonly (readonly ConfiguredFile[])[]): Organization['serviceControlPolicies'] =>
    levels.map((level) => level.map((file) => policyOf(file, readFile, diagnostics)));
  return {
    id: id ?? path?.split('/')[0],
    path,
    serviceControlPolicies: read(serviceControlPolicies),
    resourceControlPolicies: read(resourceControlPolicies),
  };
}

function policyOf(
  { file, path, range }: ConfiguredFile,
  readFile: ReadPolicyFile,
  diagnostics: Diagnostic[],
): WrittenPolicy {
  const text = readFile(file);
  if (text === undefined) {
    diagnostics.push(diagnose(kinds.noPolicyFile, { path, file }, range));
    const unread: Known<string> = { kind: 'unknown', unknown: { reason: 'not-given', references: [] } };
    return { name: file, text: unread, origin: { kind: 'terraform', address: path, range } };
  }
  return {
    name: file,
    text: known(text),
    origin: { kind: 'terraform', address: path, range: wholeOf(file, text) },
  };
}

function wholeOf(file: string, text: string): ConfiguredFile['range'] {
  const lines = text.split('\n');
  const end = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, offset: text.length };
  return { file, start: { line: 1, column: 1, offset: 0 }, end };
}
