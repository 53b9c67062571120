package dev.mandate.audit.outputs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.messaging.outputs.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A finding as CEF in an RFC 5424 message. Syslog has no answer: what the system has taken for a connection that breaks in the
 * same moment is lost, so a connection that the other side has closed is noticed before each message. One whose other side reads no more
 * is given up after a while, and is then as one that is away: Java's sockets would wait in a write for as long as that lasts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424, section 6</a>
 */
final class Syslog implements Output<OutgoingFinding> {
    private static final int LOG_AUDIT = 13;
    private static final int MAX_DATAGRAM = 8 * 1024;
    /** For a connection, for an answer to its handshake, and for a message to be taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(run -> {
        var thread = new Thread(run, "syslog-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private static final int LOOK_MILLIS = 1;
    /** Of RFC 5424, by OCSF severity. */
    private static final int[] SEVERITIES = {5, 6, 5, 4, 3, 2};

    private final OutputsConfig.Transport transport;
    private final String host;
    private final int port;
    private final String hostname;
    private final SSLSocketFactory tls;
    private final int patienceMillis;
    private volatile @Nullable Connection connection;

    /** @param plain what TLS is spoken over, or the same */
    private record Connection(Socket socket, Socket plain) {}

    Syslog(OutputsConfig.Transport transport, String host, int port, String hostname, SSLSocketFactory tls) {
        this(transport, host, port, hostname, tls, PATIENCE);
    }

    Syslog(
            OutputsConfig.Transport transport,
            String host,
            int port,
            String hostname,
            SSLSocketFactory tls,
            Duration patience) {
        this.transport = transport;
        this.host = host;
        this.port = port;
        this.hostname = hostname;
        this.tls = tls;
        this.patienceMillis = Math.toIntExact(patience.toMillis());
    }

    @Override
    public synchronized void send(OutgoingFinding finding) throws IOException {
        var message = message(finding);
        if (transport == OutputsConfig.Transport.UDP) {
            datagram(message);
            return;
        }
        try {
            var framed = new ByteArrayOutputStream();
            framed.writeBytes((message.length + " ").getBytes(US_ASCII));
            framed.writeBytes(message);
            write(connected(), framed.toByteArray());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private byte[] message(OutgoingFinding outgoing) {
        var finding = outgoing.envelope();
        var severity = finding.data().severityId();
        int priority = LOG_AUDIT * 8 + (severity >= 0 && severity < SEVERITIES.length ? SEVERITIES[severity] : 2);
        var at = Instant.ofEpochMilli(finding.data().time()).truncatedTo(ChronoUnit.MILLIS);
        var text = "<" + priority + ">1 " + at + " " + printable(hostname) + " mandate - finding - "
                + Cef.of(finding.data(), outgoing.told());
        return (transport == OutputsConfig.Transport.UDP ? EncodedText.cut(text, MAX_DATAGRAM) : text).getBytes(UTF_8);
    }

    private static String printable(String name) {
        var clean = name.replaceAll("[^!-~]", "");
        return clean.isEmpty() ? "-" : clean;
    }

    private void datagram(byte[] message) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(message, message.length, InetAddress.getByName(host), port));
        }
    }

    /** Not in the buffers of both sides for so long: then its reader stands still, and the plain connection, for which TLS waits, is cut. */
    private void write(Connection connection, byte[] message) throws IOException {
        var cut = new AtomicBoolean();
        var deadline = DEADLINES.schedule(
                () -> {
                    cut.set(true); // before the write fails by it
                    close(connection.plain());
                },
                patienceMillis,
                TimeUnit.MILLISECONDS);
        try {
            var out = connection.socket().getOutputStream();
            out.write(message);
            out.flush();
        } catch (IOException e) {
            if (!cut.get()) throw e;
            throw new SocketTimeoutException("it reads nothing: a message waited for " + patienceMillis + " ms");
        } finally {
            deadline.cancel(false);
        }
    }

    private Connection connected() throws IOException {
        var known = connection;
        if (known != null && open(known.socket())) return known;
        close();
        var plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), patienceMillis);
        plain.setSoTimeout(patienceMillis);
        var opened = new Connection(transport == OutputsConfig.Transport.TLS ? encrypted(plain) : plain, plain);
        connection = opened;
        return opened;
    }

    private Socket encrypted(Socket plain) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static boolean open(Socket socket) {
        try {
            socket.setSoTimeout(LOOK_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true; // nothing to read is what is expected
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        var known = connection;
        connection = null;
        if (known != null) close(known.socket());
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // it is not used again either way
        }
    }
}
