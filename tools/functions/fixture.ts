/** The small project that file functions are asked about, both by Terraform and by us. */
export const fixture: Readonly<Record<string, string | Uint8Array>> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's text
  'hello.txt': 'Hello, ${name}!\n',
  'sub/a.txt': 'a\n',
  'sub/deep/b.json': '{"b": [1, 2]}\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the file's text
  'sub/loop.tpl': '%{ for item in items ~}\n- ${item}\n%{ endfor ~}\nend\n',
  'bytes.bin': Uint8Array.from([0xff, 0x00, 0x41]),
};
