package dev.mandate.embedded;

import java.nio.file.Path;

/**
 * One platform per JVM. Quarkus tests load this class more than once, each time by another class loader, so what they
 * share can't be a static field: it is system properties that say where the platform is.
 */
final class SharedPlatform {
    private static final String BROKER = "mandate.platform.broker";
    private static final String DATABASE = "mandate.platform.database";
    private static final String CREDENTIALS = "mandate.platform.credentials";

    private SharedPlatform() {}

    /** Held by a literal, which is one object for all class loaders; what starts the platform writes system properties in other threads. */
    static Platform get() {
        synchronized (BROKER) {
            if (System.getProperty(BROKER) == null) publish(start());
            return new RunningPlatform(
                    System.getProperty(BROKER),
                    Integer.getInteger(DATABASE),
                    Credentials.load(Path.of(System.getProperty(CREDENTIALS))));
        }
    }

    static Started start() {
        return "containers".equals(System.getProperty("platform"))
                ? ContainersPlatform.start()
                : EmbeddedPlatform.start();
    }

    private static void publish(Started started) {
        System.setProperty(BROKER, started.bootstrapServers());
        System.setProperty(DATABASE, Integer.toString(started.databasePort()));
        System.setProperty(CREDENTIALS, started.credentialsFile().toString());
    }

    /** Where a platform that was just started is. */
    record Started(String bootstrapServers, int databasePort, Path credentialsFile) {
        Platform running() {
            return new RunningPlatform(bootstrapServers, databasePort, Credentials.load(credentialsFile));
        }
    }
}
