package dev.mandate.cli.running;

import dev.mandate.embedded.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Asks a process whether it is alive, as an orchestrator would: that what it waits for is away doesn't make it dead. Each says what is
 * wrong, as what follows its name in a sentence, or nothing.
 */
final class Liveness {
    /** As long as anybody waits for a machine that has much else to do. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final String SILENT = "doesn't answer";

    /**
     * Which versions of its protocol a broker speaks, which everybody may ask: a length, key and version of the request, a number for
     * the answer, and no name.
     *
     * @see <a href="https://kafka.apache.org/protocol#The_Messages_ApiVersions">Kafka protocol, ApiVersions</a>
     */
    private static final byte[] API_VERSIONS = ByteBuffer.allocate(14)
            .putInt(10)
            .putShort((short) 18)
            .putShort((short) 0)
            .putInt(0)
            .putShort((short) -1)
            .array();

    /**
     * Whether it speaks TLS, to which PostgreSQL says yes or no before it asks who wants to know.
     *
     * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL, SSLRequest</a>
     */
    private static final byte[] SSL_REQUEST =
            ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array();

    private Liveness() {}

    static String wrongWith(Service service, Ports ports) {
        var answer = new ManagementPort(ports, service).health("live", ANSWER);
        if (answer.ready()) return "";
        return answer.equals(HealthAnswer.NONE) ? SILENT : "says that it isn't alive: " + answer.waitsFor();
    }

    static String wrongWithBroker(Ports ports) {
        return answers(ports.broker(), API_VERSIONS) ? "" : SILENT;
    }

    static String wrongWithDatabase(Ports ports) {
        return answers(ports.database(), SSL_REQUEST) ? "" : SILENT;
    }

    private static boolean answers(int port, byte[] question) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(Loopback.ADDRESS, port), (int) ANSWER.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.getOutputStream().write(question);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
