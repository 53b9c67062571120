package dev.mandate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The {@link BrokerHost} of a directory, which is started by whoever needs a broker and finds none. */
final class SharedBrokers {
    /** Room for a handful of them; what runs in the meantime decides how many there are. */
    private static final List<String> OPTIONS =
            ChildJvm.shortLived("-Xms256m", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-Xss512k");

    private static final int ATTEMPTS = 3;

    /** So many bytes a system takes as the name of a socket: 108 Linux, 104 a Mac. */
    private static final int LONGEST_NAME = 103;

    /** Name of its file; and this literal is one object for all class loaders, of which tests by Quarkus have several. */
    private static final String LOCK = "lock";

    private final Path directory;
    private final Duration idle;

    /** @param idle how long the host stays without a broker */
    SharedBrokers(Path directory, Duration idle) {
        this.directory = directory.toAbsolutePath();
        this.idle = idle;
    }

    /**
     * Starts one that ends with its owner, however that ends. Returns when it serves clients.
     *
     * @throws IllegalStateException if it doesn't start, with the reason
     */
    void start(int port, Path credentialsFile, ProcessHandle owner) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (!listens()) startHost();
                var answer = ask(port, credentialsFile, owner);
                if (!answer.equals(BrokerHost.STARTED)) throw new IllegalStateException(answer);
                return;
            } catch (IOException e) { // it has just ended, since nobody had asked it for long
                if (attempt == ATTEMPTS) throw new UncheckedIOException("no broker, see " + log(), e);
            }
        }
    }

    /** In a checkout that lies too deep, none is shared. */
    boolean canBeReached() {
        return BrokerHost.socket(directory).toString().getBytes(UTF_8).length <= LONGEST_NAME;
    }

    boolean listens() {
        try (var channel = connect()) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    Path log() {
        return BrokerHost.log(directory);
    }

    private String ask(int port, Path credentialsFile, ProcessHandle owner) throws IOException {
        try (var channel = connect();
                var out = new DataOutputStream(Channels.newOutputStream(channel));
                var in = new DataInputStream(Channels.newInputStream(channel))) {
            out.writeLong(owner.pid());
            out.writeInt(port);
            out.writeUTF(credentialsFile.toAbsolutePath().toString());
            return in.readUTF();
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(BrokerHost.socket(directory)));
    }

    /** One of several JVMs that need it at once starts it, and the others find it. */
    private void startHost() throws IOException {
        OwnersFile.makeDirectory(directory);
        synchronized (LOCK) {
            try (var file = FileChannel.open(directory.resolve(LOCK), CREATE, WRITE);
                    var lock = file.lock()) {
                if (lock.isValid() && !listens()) awaitListening(host());
            }
        }
    }

    private Process host() throws IOException {
        var command = new ArrayList<>(List.of(ChildJvm.java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", BrokerProcess.classPath(), BrokerHost.class.getName()));
        command.addAll(List.of(directory.toString(), Long.toString(idle.toSeconds())));
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void awaitListening(Process host) {
        try {
            while (!listens()) {
                if (!host.isAlive()) throw new IllegalStateException("the host of brokers ended, see " + log());
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
