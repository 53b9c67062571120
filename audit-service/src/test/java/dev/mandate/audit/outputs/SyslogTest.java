package dev.mandate.audit.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SyslogTest {
    private static final String MESSAGE = "<107>1 2026-01-15T10:04:00.250Z audit.own.example mandate - finding - "
            + "CEF:0|Mandate|Mandate|1.0|rule=1|Data \\| out|8|rt=1768471440250 start=1768471440250 end=1768471440250"
            + " externalId=fnd_1 cnt=1 act=create outcome=new msg=a\\=b\\\\c\\nCEF:0|x suser=per_ada"
            + " cs1Label=session cs1=del_1 cs2Label=delegation cs2=del_1 cs3Label=agents cs3=agt_1,agt_2"
            + " cs4Label=ruleVersion cs4=9f2c cs5Label=atlas cs5=AML.T0086";

    private final Told told = Told.finding("fnd_1", "a=b\\c\nCEF:0|x");

    @TempDir
    Path directory;

    @Test
    void messages_arrive_over_one_tcp_connection_each_counted_and_in_one_line() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var syslog = syslog(OutputsConfig.Transport.TCP, server.getLocalPort())) {
            var accepted = accept(server);
            syslog.send(told.told());
            syslog.send(told.told());
            try (var connection = accepted.get(10, TimeUnit.SECONDS)) {
                assertThat(frame(connection.getInputStream())).isEqualTo(MESSAGE);
                assertThat(frame(connection.getInputStream())).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void a_connection_that_the_other_side_closed_is_opened_anew_and_nothing_is_lost() throws Exception {
        try (var server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                var syslog = syslog(OutputsConfig.Transport.TCP, server.getLocalPort())) {
            var first = accept(server);
            syslog.send(told.told());
            try (var connection = first.get(10, TimeUnit.SECONDS)) {
                assertThat(frame(connection.getInputStream())).isEqualTo(MESSAGE);
            }
            var second = accept(server);
            syslog.send(told.told());
            try (var connection = second.get(10, TimeUnit.SECONDS)) {
                assertThat(frame(connection.getInputStream())).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void nobody_there_has_to_be_tried_again() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        try (var syslog = syslog(OutputsConfig.Transport.TCP, port)) {
            assertThatThrownBy(() -> syslog.send(told.told())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_datagram_has_the_message_alone() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var syslog = syslog(OutputsConfig.Transport.UDP, socket.getLocalPort())) {
            socket.setSoTimeout(10_000);
            syslog.send(told.told());
            var packet = new DatagramPacket(new byte[9000], 9000);
            socket.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .isEqualTo(MESSAGE);
        }
    }

    @Test
    void a_datagram_that_is_too_long_ends_with_a_whole_character() throws Exception {
        var tooLong = Told.finding("fnd_1", "€".repeat(1_000));
        for (var host : List.of(6_000, 6_001, 6_002)) {
            try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                    var syslog = new Syslog(
                            OutputsConfig.Transport.UDP,
                            "127.0.0.1",
                            socket.getLocalPort(),
                            "h".repeat(host),
                            (SSLSocketFactory) SSLSocketFactory.getDefault())) {
                socket.setSoTimeout(10_000);
                syslog.send(tooLong.told());
                var packet = new DatagramPacket(new byte[9000], 9000);
                socket.receive(packet);
                var text = UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                        .toString();
                assertThat(packet.getLength()).isLessThanOrEqualTo(8 * 1024);
                assertThat(text).endsWith("€");
            }
        }
    }

    @Test
    void tls_reaches_a_server_whose_certificate_is_trusted_and_no_other() throws Exception {
        var keys = keys();
        var context = context(keys, keys);
        try (var server = context.getServerSocketFactory().createServerSocket(0, 2, InetAddress.getLoopbackAddress());
                var trusting = syslog(server.getLocalPort(), context.getSocketFactory());
                var careful = syslog(server.getLocalPort(), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            var accepted = CompletableFuture.supplyAsync(() -> {
                try (var connection = server.accept()) {
                    return frame(connection.getInputStream());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            trusting.send(told.told());
            assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo(MESSAGE);
            var refused = accept(server).thenAccept(connection -> {
                try (connection) {
                    connection.getInputStream().read();
                } catch (IOException e) {
                    assertThat(e).isNotNull(); // the handshake that the client gave up
                }
            });
            assertThatThrownBy(() -> careful.send(told.told())).isInstanceOf(IOException.class);
            refused.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @Timeout(60)
    void a_receiver_that_stops_reading_is_given_up_and_reached_again_once_it_reads() throws Exception {
        try (var server = new ServerSocket()) {
            server.setReceiveBufferSize(4096);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2);
            try (var syslog = impatient(OutputsConfig.Transport.TCP, server.getLocalPort(), null)) {
                var silent = accept(server);
                assertThatThrownBy(() -> sendsForEver(syslog))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("it reads nothing");
                silent.get(10, TimeUnit.SECONDS).close();
                var reads = accept(server);
                syslog.send(told.told());
                try (var connection = reads.get(10, TimeUnit.SECONDS)) {
                    assertThat(frame(connection.getInputStream())).isEqualTo(MESSAGE);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void one_that_stops_reading_what_is_encrypted_is_given_up_too_and_holds_up_no_end() throws Exception {
        var keys = keys();
        var context = context(keys, keys);
        try (var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket()) {
            server.setReceiveBufferSize(4096);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2);
            var syslog = impatient(OutputsConfig.Transport.TLS, server.getLocalPort(), context.getSocketFactory());
            var silent = accept(server).thenApply(connection -> {
                try {
                    ((SSLSocket) connection).startHandshake();
                    return connection;
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThatThrownBy(() -> sendsForEver(syslog)).isInstanceOf(SocketTimeoutException.class);
            syslog.close();
            silent.get(10, TimeUnit.SECONDS).close();
        }
    }

    /** Long ones: the buffers of both sides take thousands of short ones first. */
    private static void sendsForEver(Syslog syslog) throws IOException {
        var told = Told.finding("fnd_1", "m".repeat(100_000)).told();
        while (true) syslog.send(told);
    }

    private static Syslog impatient(OutputsConfig.Transport transport, int port, @Nullable SSLSocketFactory tls) {
        var factory = tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls;
        return new Syslog(transport, "127.0.0.1", port, "audit.own.example", factory, Duration.ofMillis(500));
    }

    private static Syslog syslog(OutputsConfig.Transport transport, int port) {
        return new Syslog(
                transport, "127.0.0.1", port, "audit.own.example", (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static Syslog syslog(int port, SSLSocketFactory tls) {
        return new Syslog(OutputsConfig.Transport.TLS, "127.0.0.1", port, "audit.own.example", tls);
    }

    private static CompletableFuture<Socket> accept(ServerSocket server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.accept();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static String frame(InputStream in) throws IOException {
        var length = new StringBuilder();
        for (int next = in.read(); next != ' '; next = in.read()) length.append((char) next);
        return new String(in.readNBytes(Integer.parseInt(length.toString())), UTF_8);
    }

    private KeyStore keys() throws Exception {
        var file = directory.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "syslog",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=syslog",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys, KeyStore trusted) throws Exception {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("syslog", trusted.getCertificate("syslog"));
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
