package dev.mandate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** The only interface that anything here listens on. */
public final class Loopback {
    public static final String ADDRESS = "127.0.0.1";

    /**
     * Below those from which connections go out (32768 on Linux, 49152 on a Mac): while its owner starts, or is down for a moment, none
     * of the many connections of tests beside it gets its port by chance.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Loopback() {}

    /** A port that nobody listens on now; somebody else may take it before the caller does. */
    public static int freePort() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) return port;
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback interface", e);
        }
    }
}
