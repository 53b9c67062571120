package dev.mandate.gateway.upstream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps a child process that runs as the gateway's user from what is the gateway's, without anybody's being root: {@code unshare} of util-linux gives it
 * namespaces of users, processes, mounts and System V's IPC of its own. So it neither sees nor traces processes but its own, whose memory and environment
 * the gateway's user may read; places that hold secrets are empty for it; and nothing that it does gets it a capability. It has the network, and the other
 * files of that user.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/user_namespaces.7.html">user_namespaces(7)</a>
 */
final class OwnNamespaces {
    /** Threads and processes at once, which are counted in them alone; of root they are not. */
    private static final long PROCESSES = 512;

    /**
     * Arguments up to {@code --} are places, the command comes after it. What it mounts, the child can't take away: it has no capability there. It enters
     * its directory anew, by which it would see what is hidden above it otherwise.
     */
    private static final String SCRIPT = """
            here=$PWD
            cd /
            mount -t proc -o nosuid,nodev,noexec proc /proc || exit 1
            while [ "$1" != -- ]; do
              if [ -d "$1" ]; then mount -t tmpfs -o ro,nosuid,nodev,noexec,size=4k none "$1" || exit 1
              elif [ -e "$1" ]; then mount --bind /dev/null "$1" || exit 1; fi
              shift
            done
            shift
            cd "$here" || exit 1
            exec "$@"
            """;

    private OwnNamespaces() {}

    /**
     * What a command stands behind, and what its limits stand behind. The first process of such a namespace is sent no SIGTERM that it doesn't wait for, so
     * that what stands before it takes it along by SIGKILL; an orderly end is asked of it itself.
     *
     * @param limits as {@code prlimit} is called
     * @param hidden files and directories, as absolute paths; what isn't there when the child starts isn't hidden
     * @throws IOException where a program for it is missing
     */
    static List<String> before(List<String> limits, Collection<Path> hidden) throws IOException {
        var all = new ArrayList<String>();
        all.addAll(List.of(
                ChildPrograms.program("unshare"),
                "--user",
                "--map-current-user",
                "--keep-caps",
                "--mount",
                "--pid",
                "--ipc",
                "--fork",
                "--kill-child=SIGKILL",
                "--",
                ChildPrograms.program("sh"),
                "-c",
                SCRIPT,
                "mcp"));
        hidden.forEach(place -> all.add(place.toString()));
        all.add("--");
        all.addAll(limits);
        all.addAll(List.of(ChildPrograms.program("prlimit"), "--nproc=" + PROCESSES, "--"));
        all.addAll(List.of(
                ChildPrograms.program("setpriv"),
                "--ambient-caps=-all",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs",
                "--"));
        return all;
    }
}
