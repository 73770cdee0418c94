/**
 * The launcher in Python 3, as that in Perl, for where there is no Perl. Its own memory, from which commands begin on Linux,
 * is larger (9 MB): `posix_spawn` has them share it until they are themselves, which in turn makes a start as quick.
 */
const PROGRAM = String.raw`
import os, signal, sys, time
mark = sys.argv[1].encode()
# The channel to evenkeel, the relay and the inherited streams are nothing to the commands: close-on-exec.
answers, tails, own_out, own_err = os.dup(1), 3, 4, 5
for fd in (tails, own_out, own_err): os.set_inheritable(fd, False)
source, to = os.pipe()
linux = sys.platform.startswith('linux')

def answer(*words): os.write(answers, (' '.join(map(str, words)) + '\n').encode())

# What commands print is read at once and forgotten but for its end, however much it is.
if os.fork() == 0:
    for fd in (to, answers, own_out, own_err, 0, 1): os.close(fd)
    text = b''
    while True:
        chunk = os.read(source, 65536)
        if not chunk: os._exit(0)
        text += chunk
        while mark in text:
            tail, text = text.split(mark, 1)
            tail = tail[-8192:]
            os.write(tails, len(tail).to_bytes(4, 'big') + tail)
        if len(text) > 65536: text = text[-8192:]
os.close(source)
os.close(tails)

def floor():
    try:
        with open('/proc/self/status') as status:
            return next(1024 * int(line.split()[1]) for line in status if line.startswith('VmHWM'))
    except (OSError, StopIteration): return 0

# Whether a process of a group runs: what nobody has waited for is there still, and has ended.
def runs(group):
    try: os.killpg(group, 0)
    except OSError: return 0
    if not linux: return 1
    for name in os.listdir('/proc'):
        if not name.isdigit(): continue
        try:
            with open('/proc/' + name + '/stat', 'rb') as file: state, _, of = file.read().rsplit(b') ', 1)[1].split()[:3]
        except (OSError, IndexError): continue
        if int(of) == group and state != b'Z': return 1
    return 0

def receive(count):
    data = b''
    while len(data) < count:
        chunk = os.read(0, count - len(data))
        if not chunk: sys.exit()
        data += chunk
    return data

def request():
    length = b''
    while not length.endswith(b'\n'): length += receive(1)
    return receive(int(length)).split(b'\0')

def run(out, err, source, cwd, keep, count, rest):
    words, env = rest[:count], dict(entry.split(b'=', 1) for entry in rest[count:])
    step, opened = 'cwd', []
    try:
        os.chdir(cwd)
        step = 'input'
        opened.append(os.open(source, os.O_RDONLY))
        step = 'output'
        def target(name, own):
            if name == b'pipe': return to
            if name == b'own': return own
            opened.append(os.open(name[1:], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666))
            return opened[-1]
        streams = [opened[0], target(out, own_out), target(err, own_err)]
        # The path is looked through for the program as the command's own environment has it.
        os.environb.pop(b'PATH', None)
        if b'PATH' in env: os.environb[b'PATH'] = env[b'PATH']
        actions = [(os.POSIX_SPAWN_DUP2, fd, at) for at, fd in enumerate(streams)]
        ignored = [signal.SIGPIPE, signal.SIGXFSZ]
        step = 'exec'
        begin = time.monotonic_ns()
        pid = os.posix_spawnp(words[0], words, env, file_actions=actions, setpgroup=0, setsigdef=ignored)
        answer('started', pid)
        _, status, usage = os.wait4(pid, 0)
        wall = time.monotonic_ns() - begin
        left = runs(pid)
        if left and not keep: os.killpg(pid, signal.SIGKILL)
        peak = usage.ru_maxrss * (1 if sys.platform == 'darwin' else 1024)
        micro = [round(1e6 * seconds) for seconds in (usage.ru_utime, usage.ru_stime)]
        answer('ended', status, wall, *micro, peak, left)
    except OSError as error: answer('failed', step, error.errno)
    for fd in opened: os.close(fd)
    os.write(to, mark)

answer('ready', floor())
while True:
    out, err, source, cwd, keep, count, *rest = request()
    run(out, err, source, cwd, keep == b'1', int(count), rest)
`;

/** How the launcher in Python is started. */
export function pythonLauncher(mark: string): readonly [program: string, ...args: string[]] {
  // Isolated, and without what a site adds: quicker, smaller, and nothing of the project is loaded.
  return ['python3', '-I', '-S', '-c', PROGRAM, mark];
}
