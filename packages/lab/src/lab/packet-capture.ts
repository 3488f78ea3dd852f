import type { LabRecord } from './lab-record.ts';

/**
 * Writes every packet of a device as pcap (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html).
 *
 * `tcpdump` gives up root's rights before it begins, and cannot where no other user exists: in a user
 * namespace. Perl is on every Debian and its children. 17 = AF_PACKET, 0x8933 = SIOCGIFINDEX,
 * 0x8906 = SIOCGSTAMP.
 */
const perlProgram = `use strict; use warnings;
$| = 1; binmode STDOUT;
socket(my $packets, 17, 3, unpack('S', pack('n', 3))) or die "capture: $!\\n";
my $device = pack('a16x24', $ARGV[0]);
ioctl($packets, 0x8933, $device) or die "capture: $!\\n";
bind($packets, pack('SnlSCCx8', 17, 3, unpack('x16l', $device), 0, 0, 0)) or die "capture: $!\\n";
print pack('LSSlLLL', 0xa1b2c3d4, 2, 4, 0, 0, 262144, 1);
while (defined recv($packets, my $packet, 262144, 0)) {
  my $time = "\\0" x 16;
  ioctl($packets, 0x8906, $time);
  my ($seconds, $microseconds) = unpack('q2', $time);
  my $length = length $packet;
  print pack('L4', $seconds, $microseconds, $length, $length), $packet;
}`;

/** The program that writes a host's packets to standard output as pcap, from within the host. */
export function captureCommand({ mode }: Pick<LabRecord, 'mode'>): readonly [string, ...string[]] {
  return mode === 'root' ? ['tcpdump', '-U', '-w', '-', '-i', 'eth0'] : ['perl', '-e', perlProgram, 'eth0'];
}
