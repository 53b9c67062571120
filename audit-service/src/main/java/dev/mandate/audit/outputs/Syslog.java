package dev.mandate.audit.outputs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.outputs.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A finding as CEF in an RFC 5424 message. Syslog has no answer: what the system has taken for a connection that breaks in the
 * same moment is lost, so a connection that the other side has closed is noticed before each message.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5424#section-6">RFC 5424, section 6</a>
 */
final class Syslog implements Output<ToldFinding> {
    private static final int LOG_AUDIT = 13;
    private static final int MAX_DATAGRAM = 8 * 1024;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LOOK_MILLIS = 1;
    /** Of RFC 5424, by OCSF severity. */
    private static final int[] SEVERITIES = {5, 6, 5, 4, 3, 2};

    private final OutputsConfig.Transport transport;
    private final String host;
    private final int port;
    private final String hostname;
    private final SSLSocketFactory tls;
    private volatile @Nullable Socket connection;

    Syslog(OutputsConfig.Transport transport, String host, int port, String hostname, SSLSocketFactory tls) {
        this.transport = transport;
        this.host = host;
        this.port = port;
        this.hostname = hostname;
        this.tls = tls;
    }

    @Override
    public synchronized void send(ToldFinding finding) throws IOException {
        var message = message(finding.envelope());
        if (transport == OutputsConfig.Transport.UDP) {
            datagram(message);
            return;
        }
        try {
            var framed = new ByteArrayOutputStream();
            framed.writeBytes((message.length + " ").getBytes(US_ASCII));
            framed.writeBytes(message);
            var out = connected().getOutputStream();
            out.write(framed.toByteArray());
            out.flush();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private byte[] message(Envelope<FindingEvent> finding) {
        var severity = finding.data().severityId();
        int priority = LOG_AUDIT * 8 + (severity >= 0 && severity < SEVERITIES.length ? SEVERITIES[severity] : 2);
        var at = Instant.ofEpochMilli(finding.data().time()).truncatedTo(ChronoUnit.MILLIS);
        var text = "<" + priority + ">1 " + at + " " + printable(hostname) + " mandate - finding - "
                + Cef.of(finding.data());
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

    private Socket connected() throws IOException {
        var known = connection;
        if (known != null && open(known)) return known;
        close();
        var socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        socket.setSoTimeout(CONNECT_MILLIS);
        var opened = transport == OutputsConfig.Transport.TLS ? encrypted(socket) : socket;
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
        try {
            if (known != null) known.close();
        } catch (IOException e) {
            connection = null; // it is not used again either way
        }
    }
}
