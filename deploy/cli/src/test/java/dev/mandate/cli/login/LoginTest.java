package dev.mandate.cli.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.SignedInPerson;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Ports;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a token endpoint that answers as identity-service does, whose own tests play the browser's part. */
class LoginTest {
    @TempDir
    Path home;

    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger refreshed = new AtomicInteger();
    private HttpServer identity;
    private ApiClient api;
    private Layout layout;

    @BeforeEach
    void identity_service_listens() throws IOException {
        identity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        identity.createContext("/oauth2/device_authorization", exchange -> {
            form(exchange);
            answer(
                    exchange,
                    200,
                    "{\"device_code\":\"secret\",\"user_code\":\"WDJB-MJHT\",\"verification_uri_complete\":"
                            + "\"http://localhost/device?user_code=WDJB-MJHT\",\"expires_in\":600,\"interval\":5}");
        });
        identity.createContext("/oauth2/token", exchange -> {
            var form = form(exchange);
            if (form.get("grant_type").equals("refresh_token")) {
                answer(exchange, 200, tokens("refreshed-" + refreshed.incrementAndGet(), 300));
                return;
            }
            var next = answers.remove(0);
            answer(exchange, next.contains("error") ? 400 : 200, next);
        });
        identity.createContext("/oauth2/revoke", exchange -> {
            form(exchange);
            answer(exchange, 200, "{\"active\":false}");
        });
        identity.createContext(
                "/oauth2/userinfo",
                exchange -> answer(
                        exchange, 200, "{\"sub\":\"per_1\",\"name\":\"Ada\\u001b[2J\",\"preferred_username\":\"E1\"}"));
        identity.setExecutor(Executors.newCachedThreadPool());
        identity.start();
        var ports = new Ports(identity.getAddress().getPort() - 1);
        assertThat(ports.url(Service.IDENTITY))
                .endsWith(":" + identity.getAddress().getPort());
        api = new ApiClient(ports);
        layout = new Layout(home, home.resolve("data"));
    }

    @AfterEach
    void it_stops() {
        identity.stop(0);
    }

    @Test
    void waits_for_the_person_as_long_as_it_is_told_to_and_keeps_what_it_gets_for_its_owner_alone() throws Exception {
        answers.addAll(List.of(
                "{\"error\":\"authorization_pending\"}",
                "{\"error\":\"slow_down\"}",
                "{\"error\":\"authorization_pending\"}",
                tokens("first", 300)));
        var pauses = new ArrayList<Duration>();
        var said = new ArrayList<String>();
        var tokens = new DeviceSignIn(api, "cli_1", pauses::add).tokens("openid", said::add);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(String.join("\n", said)).contains("http://localhost/device?user_code=WDJB-MJHT");
        var person = new SignedInPerson(api, layout);
        person.begin("cli_1", tokens);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.signedIn())))
                .isEqualTo("rw-------");
        assertThat(person.token()).contains(tokens.path("access_token").asText());
        assertThat(refreshed).hasValue(0);
    }

    @Test
    void a_person_who_refuses_signs_nobody_in() {
        answers.add("{\"error\":\"access_denied\"}");
        assertThatThrownBy(() -> new DeviceSignIn(api, "cli_1", ignored -> {}).tokens("openid", ignored -> {}))
                .hasMessageContaining("you refused");
    }

    @Test
    void a_token_that_is_over_is_refreshed_once_for_all_commands_that_follow() throws Exception {
        new SignedInPerson(api, layout).begin("cli_1", EventJson.mapper().readTree(tokens("old", 0)));
        var first = new SignedInPerson(api, layout).token();
        assertThat(new SignedInPerson(api, layout).token()).isPresent().isEqualTo(first);
        assertThat(refreshed).hasValue(1);
        assertThat(asked.get(0)).containsEntry("refresh_token", "refresh-old");
    }

    @Test
    void a_sign_in_that_ended_is_said_and_nobody_goes_on_as_somebody_else() throws Exception {
        identity.removeContext("/oauth2/token");
        identity.createContext("/oauth2/token", exchange -> answer(exchange, 400, "{\"error\":\"invalid_grant\"}"));
        var person = new SignedInPerson(api, layout);
        person.begin("cli_1", EventJson.mapper().readTree(tokens("old", 0)));
        assertThatThrownBy(person::token).hasMessageContaining("your sign-in has ended");
        assertThatThrownBy(person::token).as("whatever runs next").hasMessageContaining("your sign-in has ended");
        person.end();
        assertThat(person.token()).as("after logout").isEmpty();
    }

    @Test
    void signing_out_gives_back_what_it_had() throws Exception {
        var person = new SignedInPerson(api, layout);
        assertThat(person.end()).isFalse();
        person.begin("cli_1", EventJson.mapper().readTree(tokens("x", 300)));
        assertThat(person.end()).isTrue();
        assertThat(layout.signedIn()).doesNotExist();
        assertThat(asked.get(asked.size() - 1))
                .containsEntry("token", "refresh-x")
                .containsEntry("client_id", "cli_1");
    }

    @Test
    void says_who_somebody_is_and_what_he_is_here_in_plain_characters() throws Exception {
        var tokens = EventJson.mapper().readTree(tokens("x", 300));
        assertThat(Whoever.of(api, tokens.path("access_token").asText()).words())
                .isEqualTo("Ada\\u001b[2J (E1, per_1), signed in with two factors, an approver of Mandate.");
    }

    @Test
    void says_which_role_somebody_lacks() {
        assertThat(MissingRole.words("clients:write")).contains("the role mandate-administrator,");
        assertThat(MissingRole.words("proposals:read")).contains("mandate-approver, nor mandate-administrator");
    }

    @Test
    void says_what_to_do_to_somebody_who_has_no_right_at_a_service_at_all() throws Exception {
        var refusal =
                "{\"title\": \"Get a new access token and try again\", \"detail\": \"the audience is not mandate-gateway\"}";
        var answer = new ApiClient.Answer(401, EventJson.mapper().readTree(refusal));
        var refused = catchThrowableOfType(ApiRefused.class, answer::orRefuse);
        assertThat(MissingRole.words(refused, layout)).as("nobody is signed in").isEmpty();
        new SignedInPerson(api, layout).begin("cli_1", EventJson.mapper().readTree(tokens("x", 300)));
        assertThat(MissingRole.words(refused, layout).orElseThrow())
                .contains("the role mandate-administrator", "`deploy/mandate logout`");
    }

    private static String tokens(String name, int seconds) {
        try {
            var claims = new JWTClaimsSet.Builder()
                    .jwtID(name)
                    .claim("scope", "openid proposals:approve")
                    .claim("acr", "urn:mandate:acr:mfa")
                    .build();
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
            return EventJson.mapper()
                    .writeValueAsString(Map.of(
                            "access_token",
                            token.serialize(),
                            "refresh_token",
                            "refresh-" + name,
                            "expires_in",
                            seconds));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> form(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        asked.add(form);
        return form;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
