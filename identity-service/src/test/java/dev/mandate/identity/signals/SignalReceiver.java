package dev.mandate.identity.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.embedded.Loopback;
import dev.mandate.identity.TestCertificate;
import dev.mandate.identity.Topics;
import dev.mandate.messaging.security.Signatures;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Takes what is pushed, by http on this machine, and looks whether we signed it. */
public final class SignalReceiver implements AutoCloseable {
    private final List<Pushed> pushed = new CopyOnWriteArrayList<>();
    private final String address;
    private final int port;
    private HttpServer server;
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(202, -1);

    /** What came. */
    public record Pushed(String contentType, String authorization, String body, long atNanos) {
        public SignedJWT token() {
            var text = body.startsWith("logout_token=") ? URLDecoder.decode(body.substring(13), UTF_8) : body;
            return checked(text);
        }

        Map<String, Object> claims() {
            return claimsOf(token());
        }
    }

    /** How it answers. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public SignalReceiver() {
        port = Loopback.freePort();
        address = "http://127.0.0.1:" + port;
        server = started(port);
    }

    private SignalReceiver(HttpServer server) {
        this.server = server;
        port = server.getAddress().getPort();
        address = "https://localhost:" + port;
        begin(server);
    }

    /** By https, with a certificate that nobody trusts who isn't told to. */
    public static SignalReceiver secure() {
        return new SignalReceiver(TestCertificate.server());
    }

    public String url() {
        return address + "/signals";
    }

    public SignalReceiver answers(Answer how) {
        answer = how;
        return this;
    }

    SignalReceiver answers(int status) {
        return answers(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    List<Pushed> pushed() {
        return pushed;
    }

    public int count() {
        return pushed.size();
    }

    /** The first that is so. */
    public Pushed await(Predicate<Map<String, Object>> condition) {
        Supplier<Optional<Pushed>> found =
                () -> pushed.stream().filter(it -> condition.test(it.claims())).findFirst();
        Awaitility.await().atMost(Topics.SOON).until(() -> found.get().isPresent());
        return found.get().orElseThrow();
    }

    void goesDown() {
        server.stop(0);
    }

    void comesUp() {
        server = started(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer started(int where) {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), where), 0);
            begin(started);
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void begin(HttpServer started) {
        started.setExecutor(Executors.newCachedThreadPool());
        started.createContext("/signals", exchange -> {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            pushed.add(new Pushed(
                    headers.getFirst("Content-Type"), headers.getFirst("Authorization"), body, System.nanoTime()));
            answer.to(exchange);
            exchange.close();
        });
        started.start();
    }

    /** Signed by a key that our JWKS has. */
    static SignedJWT checked(String token) {
        try {
            var jwt = SignedJWT.parse(token);
            var keys = JWKSet.parse(RestAssured.get("/oauth2/jwks").asString());
            if (!Signatures.verifies(jwt, keys)) throw new AssertionError("not signed by us");
            return jwt;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, Object> claimsOf(SignedJWT token) {
        try {
            return token.getJWTClaimsSet().toJSONObject();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
