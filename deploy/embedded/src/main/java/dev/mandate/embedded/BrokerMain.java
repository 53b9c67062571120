package dev.mandate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/**
 * The broker as a process of its own: {@code BrokerMain <directory> <port> <credentials file> [<file of properties>]}, by which it
 * differs from the one of a single node. SIGTERM shuts it down in order; after a kill the next start recovers what was acknowledged.
 */
public final class BrokerMain {
    /** Set to true, the process also ends when its standard input does, that is when its parent dies. */
    static final String END_WITH_PARENT = "mandate.end-with-parent";

    /** A file to log to instead of standard error, of which as much is kept as {@link #LOG_BYTES} and {@link #LOG_FILES} say; {@code %g} in its name is which. */
    static final String LOG = "mandate.log";

    private static final int LOG_BYTES = 20 << 20;
    private static final int LOG_FILES = 3;

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            System.err.println("usage: BrokerMain <directory> <port> <credentials file> [<file of properties>]");
            System.exit(2);
        }
        log();
        if (Boolean.getBoolean(END_WITH_PARENT)) endWithParent();
        try {
            var broker = EmbeddedBroker.start(
                    Path.of(args[0]),
                    Integer.parseInt(args[1]),
                    Credentials.load(Path.of(args[2])),
                    args.length == 4 ? differences(Path.of(args[3])) : Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
            broker.awaitShutdown();
        } catch (Throwable e) {
            // Kafka's own threads are no daemons: without an exit a broker that failed would stay as a corpse.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static Map<String, String> differences(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Warnings, and the lines that tell when it started and stopped. */
    static void log() throws IOException {
        // Before the first logger: JBoss LogManager, which is behind SLF4J here, hands it nothing otherwise.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT,%1$tL %4$s %3$s: %5$s%6$s%n");
        var root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        for (var handler : root.getHandlers()) root.removeHandler(handler); // else each line is there twice
        var file = System.getProperty(LOG);
        root.addHandler(file == null ? new ConsoleHandler() : new FileHandler(file, LOG_BYTES, LOG_FILES, true));
        for (var handler : root.getHandlers()) handler.setFormatter(new SimpleFormatter());
        Logger.getLogger("kafka.server.KafkaRaftServer").setLevel(Level.INFO);
    }

    private static void endWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // the same news
                    }
                    System.exit(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
