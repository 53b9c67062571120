package dev.mandate.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.TestCertificate;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A real Keycloak, as it is unpacked, with a realm of its own; by https, as {@link TestCertificate} has it. */
final class Keycloak implements AutoCloseable {
    static final String SECRET = "the secret that Keycloak knows";
    static final String PASSWORD = "six white swans sleep";
    private static final String ADMIN = "only-for-tests";

    private final int port;
    private final Process process;

    Keycloak(Path home) throws Exception {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(home.resolve("data/import"));
        Files.writeString(
                home.resolve("data/import/corp-realm.json"), EventJson.mapper().writeValueAsString(realm()));
        var log = Path.of("target/keycloak.log").toFile();
        var command = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-enabled=false",
                        "--https-port=" + port,
                        "--https-key-store-file=" + TestCertificate.FILE,
                        "--https-key-store-password=" + TestCertificate.PASSWORD,
                        "--hostname=https://localhost:" + port,
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log);
        command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx600m");
        process = command.start();
        await().atMost(Duration.ofMinutes(5)).until(() -> isUp() || !process.isAlive());
        assertThat(process.isAlive()).as("see target/keycloak.log").isTrue();
    }

    private static Map<String, Object> realm() {
        var here = "http://localhost:" + RestAssured.port;
        return Map.of(
                "realm",
                "corp",
                "enabled",
                true,
                "users",
                List.of(user("ida"), user("nina")),
                "clients",
                List.of(
                        client(Map.of("clientId", "mandate", "secret", SECRET), Map.of()),
                        client(
                                Map.of("clientId", "mandate-key", "clientAuthenticatorType", "client-jwt"),
                                Map.of(
                                        "use.jwks.url", "true",
                                        "jwks.url", here + "/oauth2/jwks",
                                        "token.endpoint.auth.signing.alg", "ES256"))));
    }

    private static Map<String, Object> user(String name) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                "firstName",
                name,
                "lastName",
                "Example",
                "email",
                name + "@corp.example",
                "emailVerified",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD)));
    }

    private static Map<String, Object> client(Map<String, Object> its, Map<String, String> attributes) {
        var all = new java.util.HashMap<String, Object>(Map.of(
                "enabled",
                true,
                "protocol",
                "openid-connect",
                "standardFlowEnabled",
                true,
                "redirectUris",
                List.of(TestBrowser.SITE + "/sign-in/with/*")));
        all.putAll(its);
        var attribute = new java.util.HashMap<String, String>(Map.of("pkce.code.challenge.method", "S256"));
        attribute.putAll(attributes);
        all.put("attributes", attribute);
        return all;
    }

    String issuer() {
        return "https://localhost:" + port + "/realms/corp";
    }

    private boolean isUp() {
        try {
            return new Person()
                            .get(issuer() + "/.well-known/openid-configuration")
                            .statusCode()
                    == 200;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** Has it tell of signing out, there. */
    void tellsOfLogout(String uri) throws Exception {
        var admin = new Person();
        var client = EventJson.mapper()
                .readTree(admin.get(admin("/clients?clientId=mandate"), adminToken())
                        .body())
                .get(0);
        var changed = client.deepCopy();
        var attributes = (com.fasterxml.jackson.databind.node.ObjectNode) changed.path("attributes");
        attributes.put("backchannel.logout.url", uri).put("backchannel.logout.session.required", "true");
        var answer = admin.send(HttpRequest.newBuilder(
                        URI.create(admin("/clients/" + client.path("id").asText())))
                .header("Authorization", "Bearer " + adminToken())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(changed.toString())));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    /** Its administrator signs somebody out. */
    void signsOut(String user) throws Exception {
        var admin = new Person();
        var id = EventJson.mapper()
                .readTree(admin.get(admin("/users?exact=true&username=" + user), adminToken())
                        .body())
                .at("/0/id")
                .asText();
        var answer = admin.send(HttpRequest.newBuilder(URI.create(admin("/users/" + id + "/logout")))
                .header("Authorization", "Bearer " + adminToken())
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private String admin(String path) {
        return "https://localhost:" + port + "/admin/realms/corp" + path;
    }

    private String adminToken() throws Exception {
        var body = new Person()
                .post(
                        "https://localhost:" + port + "/realms/master/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                "admin",
                                "password",
                                ADMIN))
                .body();
        return EventJson.mapper().readTree(body).path("access_token").asText();
    }

    /** Somebody's browser, as far as Keycloak sees it. */
    static final class Person {
        private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .sslContext(trusting())
                .build();

        /** Where Keycloak sends him back to, once he has signed in there; typing only where he is asked to. */
        String signsIn(String location, String user) {
            var page = get(location);
            if (page.statusCode() == 302) return back(page);
            var done = types(page, user);
            return back(done);
        }

        boolean isAsked(String location) {
            return get(location).statusCode() == 200;
        }

        private HttpResponse<String> types(HttpResponse<String> page, String user) {
            var action = ACTION.matcher(page.body());
            assertThat(action.find()).as(page.statusCode() + page.body()).isTrue();
            return post(
                    action.group(1).replace("&amp;", "&"),
                    Map.of("username", user, "password", PASSWORD, "credentialId", ""));
        }

        private static String back(HttpResponse<String> page) {
            assertThat(page.statusCode()).as(page.body()).isEqualTo(302);
            return page.headers().firstValue("Location").orElseThrow();
        }

        HttpResponse<String> get(String url) {
            return send(HttpRequest.newBuilder(URI.create(url)));
        }

        HttpResponse<String> get(String url, String token) {
            return send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token));
        }

        HttpResponse<String> post(String url, Map<String, String> form) {
            var body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(java.util.stream.Collectors.joining("&"));
            return send(HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        private static SSLContext trusting() {
            try (var in = Files.newInputStream(TestCertificate.FILE)) {
                var store = KeyStore.getInstance("PKCS12");
                store.load(in, TestCertificate.PASSWORD.toCharArray());
                var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted(store));
                var context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                return context;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static KeyStore trusted(KeyStore keys) throws Exception {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
            return trusted;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
