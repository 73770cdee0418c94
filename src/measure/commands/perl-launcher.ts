/** Numbers of the system calls that no built-in function of Perl makes, or none that is as small. */
interface SystemCalls {
  readonly wait4: number;
  readonly clockGettime: number;
  readonly dup3: number;
}

// By Node's name for the processor.
const SYSTEM_CALLS: Readonly<Record<string, SystemCalls | undefined>> = {
  x64: { wait4: 61, clockGettime: 228, dup3: 292 },
  arm64: { wait4: 260, clockGettime: 113, dup3: 24 },
  riscv64: { wait4: 260, clockGettime: 113, dup3: 24 },
  loong64: { wait4: 260, clockGettime: 113, dup3: 24 },
  ppc64: { wait4: 114, clockGettime: 246, dup3: 316 },
  s390x: { wait4: 114, clockGettime: 260, dup3: 326 },
};

/**
 * The launcher in Perl, for Linux. It loads no module: a child begins with the memory of its launcher, so that what the
 * launcher needs is the least that can be told of a command (2 MB). It uses `fork` rather than `vfork`, because of a fork
 * only what is copied counts, which leaves out the mapped files (5.5 MB with them).
 */
const PROGRAM = String.raw`
use strict;
my ($wait4, $clock_gettime, $dup3, $mark) = (map({ $_ + 0 } splice @ARGV, 0, 3), @ARGV);

# The channel to evenkeel, the relay and the inherited streams are nothing to the commands: close-on-exec.
open my $answers, '>&', \*STDOUT or die "cannot keep the channel: $!";
open my $tails, '>&=', 3 or die "there is no channel for output: $!";
open my $own_out, '>&=', 4 or die "there is no standard output: $!";
open my $own_err, '>&=', 5 or die "there is no standard error: $!";
fcntl $_, 2, 1 for $answers, $tails, $own_out, $own_err;
pipe my $from, my $to or die "cannot make a pipe: $!";
sub answer { syswrite $answers, "@_\n" }

# What commands print is read at once and forgotten but for its end, however much it is.
defined(my $relay = fork) or die "cannot fork: $!";
if (!$relay) {
  close $_ for $to, $answers, $own_out, $own_err, \*STDIN, \*STDOUT;
  my $text = '';
  while (sysread $from, $text, 65536, length $text) {
    while ((my $at = index $text, $mark) >= 0) {
      my $tail = substr $text, 0, $at;
      $tail = substr $tail, -8192 if length $tail > 8192;
      syswrite $tails, pack 'N/a*', $tail;
      $text = substr $text, $at + length $mark;
    }
    $text = substr $text, -8192 if length $text > 65536;
  }
  exit;
}
close $from; close $tails;

sub now { my $time = "\0" x 16; syscall($clock_gettime, 1, $time) == 0 or die "no clock: $!"; unpack 'qq', $time }

# Starts a command, or nothing but its first moments, and waits for its end.
sub launch {
  my ($in, $out, $err, @words) = (map({ fileno $_ } splice @_, 0, 3), @_);
  my ($s0, $n0) = now();
  my $pid = fork;
  return answer('failed fork', $! + 0) unless defined $pid;
  if (!$pid) {
    setpgrp 0, 0;
    syscall $dup3, $in, 0, 0; syscall $dup3, $out, 1, 0; syscall $dup3, $err, 2, 0;
    if (@words) { no warnings; exec { $words[0] } @words; answer('unstarted', $! + 0) }
    kill 'KILL', $$;
  }
  setpgrp $pid, $pid;
  answer('started', $pid) if @words;
  my ($status, $usage) = ("\0" x 4, "\0" x 288);
  my $ended;
  do { $ended = syscall($wait4, $pid, $status, 0, $usage) } while $ended == -1 && $! == 4;
  my ($s1, $n1) = now();
  die "wait4 answered $ended: $!" if $ended != $pid;
  my ($us, $uu, $ss, $su, $peak) = unpack 'q5', $usage;
  return ($pid, unpack('l', $status), 1e9 * ($s1 - $s0) + $n1 - $n0, 1e6 * $us + $uu, 1e6 * $ss + $su, 1024 * $peak);
}

# Whether a process of a group runs: what nobody has waited for is there still, and has ended.
sub runs {
  my $group = shift;
  return 0 unless kill 0, -$group;
  opendir my $processes, '/proc' or return 1;
  while (defined(my $name = readdir $processes)) {
    next if $name =~ /\D/;
    open my $file, '<', "/proc/$name/stat" or next;
    my $stat = <$file>;
    return 1 if defined $stat && $stat =~ /.*\) (\S) \S+ (\d+) /s && $2 == $group && $1 ne 'Z';
  }
  return 0;
}

sub receive {
  my ($length, $bytes) = ('', '');
  while (1) { sysread STDIN, my $digit, 1 or exit; last if $digit eq "\n"; $length .= $digit }
  while (length $bytes < $length) { sysread STDIN, $bytes, $length - length $bytes, length $bytes or exit }
  return split /\0/, $bytes, -1;
}

sub target {
  my ($name, $own) = @_;
  return $to if $name eq 'pipe';
  return $own if $name eq 'own';
  open my $file, '>', substr $name, 1 or return;
  return $file;
}

open my $null, '<', '/dev/null' or die "there is no /dev/null: $!";
my (undef, $status, undef, undef, undef, $floor) = launch($null, $to, $to);
die "wait4 says that a killed process ended with $status and $floor bytes" if $status != 9 || $floor <= 0;
answer('ready', $floor);
while (my ($out, $err, $input, $cwd, $keep, $count, @rest) = receive()) {
  my @words = splice @rest, 0, $count;
  %ENV = map { split /=/, $_, 2 } @rest;
  if (!chdir $cwd) { answer('failed cwd', $! + 0) }
  elsif (!open my $in, '<', $input) { answer('failed input', $! + 0) }
  elsif (!(my $stdout = target($out, $own_out))) { answer('failed output', $! + 0) }
  elsif (my ($pid, @figures) = launch($in, $stdout, target($err, $own_err), @words)) {
    my $runs = runs($pid);
    kill 'KILL', -$pid if $runs && !$keep;
    answer('ended', @figures, $runs);
  }
  syswrite $to, $mark;
}
`;

/** How the launcher in Perl is started; null where the numbers of the system's calls are not known. */
export function perlLauncher(mark: string): readonly [program: string, ...args: string[]] | null {
  const calls = process.platform === 'linux' ? SYSTEM_CALLS[process.arch] : undefined;
  if (calls === undefined) return null;
  return ['perl', '-e', PROGRAM, ...[calls.wait4, calls.clockGettime, calls.dup3].map(String), mark];
}
