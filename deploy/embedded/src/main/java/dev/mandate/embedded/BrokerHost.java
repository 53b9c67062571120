package dev.mandate.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Utils;

/**
 * The brokers of all test JVMs of a build in one process: {@code BrokerHost <directory> <seconds>}. A broker that is alone loads and compiles
 * Kafka for itself, which is most of what it does for its tests; here the first one does it for all. Each is a cluster of its own, with
 * its own port, data and accounts, and ends with the process that asked for it. Without any for so many seconds the host ends as well.
 *
 * <p>It is asked by {@link SharedBrokers}, through a socket in its directory.
 */
public final class BrokerHost {
    /** What is answered once the broker serves clients; else it is why it doesn't. */
    static final String STARTED = "";

    /** None is started again with its data, which a short session is for; on a busy machine a long one is not missed. */
    private static final Map<String, String> DIFFERENCES = Map.of("broker.session.timeout.ms", "9000");

    private final Path data;
    private final long idleNanos;
    private int asked;
    private int running;
    private boolean ends;
    private long idleSince = System.nanoTime();

    private BrokerHost(Path data, Duration idle) {
        this.data = data;
        this.idleNanos = idle.toNanos();
    }

    static Path socket(Path directory) {
        return directory.resolve("socket");
    }

    static Path log(Path directory) {
        return directory.resolve("kafka.log");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BrokerMain.log();
        var directory = Path.of(args[0]);
        var idle = Duration.ofSeconds(Long.parseLong(args[1]));
        var data = directory.resolve("data");
        // What a host that was killed left behind.
        PostgresBinaries.delete(data);
        Files.deleteIfExists(socket(directory));
        var host = new BrokerHost(data, idle);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket(directory)));
            daemon("accept", () -> host.accept(server));
            host.awaitIdle();
        }
        System.exit(0);
    }

    private void accept(ServerSocketChannel server) {
        try {
            while (true) {
                var client = server.accept();
                daemon("client", () -> serve(client));
            }
        } catch (ClosedChannelException e) {
            // the host ends
        } catch (IOException e) { // else it would be waited for by whoever asks it from now on
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                var in = new DataInputStream(Channels.newInputStream(client));
                var out = new DataOutputStream(Channels.newOutputStream(client))) {
            var owner = in.readLong();
            var port = in.readInt();
            out.writeUTF(start(owner, port, Path.of(in.readUTF())));
        } catch (IOException e) {
            // Who only looked whether somebody listens, was killed (its broker, if there is one, ends), or asked a host
            // that ends.
        }
    }

    private String start(long owner, int port, Path credentials) throws ClosedChannelException {
        var directory = data.resolve(Integer.toString(begin()));
        try {
            var broker = EmbeddedBroker.start(directory, port, Credentials.load(credentials), DIFFERENCES);
            onExit(owner).thenRunAsync(() -> end(broker, directory));
            return STARTED;
        } catch (Throwable e) { // an Error too: a class may be gone since this process began
            ended(directory);
            return Utils.stackTrace(e);
        }
    }

    /** Who is gone already has none any more. */
    private static CompletableFuture<?> onExit(long process) {
        return ProcessHandle.of(process)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private void end(EmbeddedBroker broker, Path directory) {
        try {
            broker.close();
        } finally {
            ended(directory);
        }
    }

    private synchronized int begin() throws ClosedChannelException {
        if (ends) throw new ClosedChannelException();
        running++;
        return ++asked;
    }

    private synchronized void ended(Path directory) {
        try {
            PostgresBinaries.delete(directory);
        } catch (IOException e) {
            System.err.println("the next host deletes " + directory + ": " + e);
        }
        running--;
        idleSince = System.nanoTime();
    }

    /** From then on nobody gets a broker of it. */
    private synchronized boolean ends() {
        ends = running == 0 && System.nanoTime() - idleSince > idleNanos;
        return ends;
    }

    private void awaitIdle() throws InterruptedException {
        while (!ends()) Thread.sleep(500);
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
