package dev.mandate.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.isOneOf;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.TestCertificate;
import dev.mandate.pages.PageBrowser.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * An OpenID provider on this machine, by https: it publishes itself and its keys, knows one client, checks PKCE, and gives each code once.
 * Whoever is at it, and what he does there, the test says.
 */
public final class UpstreamProvider implements AutoCloseable {
    public static final String CLIENT = "mandate";
    public static final String SECRET = "shared with the provider/+%";

    /** Makes the ID token of what would be a good one. */
    interface Signing extends BiFunction<JWTClaimsSet, ECKey, String> {}

    /** Which it publishes beside its own. */
    static final RSAKey WEAK = weak();

    private final HttpsServer server = TestCertificate.server();

    /** Of its issuer: the port may have been an earlier one's, which stays stopped whoever registers it again. */
    private final String path = "/" + UUID.randomUUID();

    private final Map<String, JWTClaimsSet> codes = new ConcurrentHashMap<>();
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();
    private volatile ECKey key = newKey();
    private volatile Signing signing = UpstreamProvider::asItShould;
    private volatile Map<String, ?> userInfo = Map.of();
    private volatile boolean hidden;
    private volatile String id = "";

    public UpstreamProvider() {
        metadata.putAll(Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "jwks_uri",
                issuer() + "/jwks",
                "subject_types_supported",
                List.of("public"),
                "response_types_supported",
                List.of("code"),
                "id_token_signing_alg_values_supported",
                List.of("ES256"),
                "authorization_response_iss_parameter_supported",
                true));
        server.createContext(path + "/.well-known/openid-configuration", it -> send(it, 200, metadata));
        server.createContext(
                path + "/jwks",
                it -> send(
                        it,
                        hidden ? 500 : 200,
                        new JWKSet(List.of(key.toPublicJWK(), WEAK.toPublicJWK())).toJSONObject()));
        server.createContext(path + "/token", this::token);
        server.createContext(
                path + "/userinfo",
                it -> send(
                        it, "Bearer x".equals(it.getRequestHeaders().getFirst("Authorization")) ? 200 : 401, userInfo));
        server.start();
    }

    public String issuer() {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    /** Its id at Mandate, where two people trust it: in these tests the first client, in its first hour. */
    public String isTrusted(Map<String, ?> terms) {
        return isTrusted(terms, Map.of());
    }

    /** @param more of it as an issuer */
    public String isTrusted(Map<String, ?> terms, Map<String, ?> more) {
        var provider = new HashMap<String, Object>(
                Map.of("name", "Corp", "clientId", CLIENT, "clientSecret", SECRET, "mfaMethods", List.of("mfa")));
        provider.putAll(terms);
        var issuer = new HashMap<String, Object>(
                Map.of("issuer", issuer(), "provider", provider, "acrValues", Map.of("2", "urn:mandate:acr:mfa")));
        issuer.putAll(more);
        id = Api.as(Api.admin())
                .body(issuer)
                .post("/issuers")
                .then()
                .statusCode(200)
                .extract()
                .path("provider.id");
        return id;
    }

    /** A provider that nobody has registered isn't. */
    public void isStopped(String reason) {
        Api.as(Api.admin())
                .body(Map.of("reason", reason))
                .post("/issuers/{issuer}/stop", issuer())
                .then()
                .statusCode(isOneOf(200, 404));
    }

    UpstreamProvider publishes(String member, Object value) {
        metadata.put(member, value);
        return this;
    }

    /** At its userinfo endpoint, which it has from now on. */
    UpstreamProvider tells(Map<String, ?> said) {
        userInfo = said;
        return publishes("userinfo_endpoint", issuer() + "/userinfo");
    }

    /** Signs otherwise from now on. */
    void signs(Signing other) {
        signing = other;
    }

    void signsAsItShould() {
        signing = UpstreamProvider::asItShould;
    }

    void hidesItsKeys(boolean hides) {
        hidden = hides;
    }

    void changesItsKey() {
        key = newKey();
    }

    /** Where a browser is sent that wants to sign in here. */
    Page sent(TestBrowser browser, String query) {
        var page = browser.get("/sign-in/with/" + id + query);
        assertThat(page.status()).as(page.body()).isEqualTo(303);
        return page;
    }

    Map<String, String> asked(String location) {
        assertThat(location).startsWith(issuer() + "/authorize?");
        var asked = new HashMap<String, String>();
        URLUtils.parseParameters(URI.create(location).getRawQuery())
                .forEach((name, values) -> asked.put(name, values.get(0)));
        return asked;
    }

    /** The way back of somebody who signed in here just now, of whom this is said beside what a provider says of everybody. */
    String back(String location, String subject, Map<String, ?> said) {
        var asked = asked(location);
        var code = UUID.randomUUID().toString();
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject)
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("nonce", asked.get("nonce"))
                .claim("auth_time", now.getEpochSecond());
        said.forEach(claims::claim);
        codes.put(code, claims.build());
        challenges.put(code, asked.get("code_challenge"));
        return asked.get("redirect_uri").substring(TestBrowser.SITE.length()) + "?code=" + code + "&state="
                + asked.get("state") + "&iss=" + URLEncoder.encode(issuer(), UTF_8);
    }

    /** Goes there, signs in, and comes back. */
    public Page signsIn(TestBrowser browser, String subject, Map<String, ?> said) {
        return browser.get(back(sent(browser, "").location(), subject, said));
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var basic = "Basic "
                + Base64.getEncoder().encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, UTF_8)).getBytes(UTF_8));
        var code = form.getOrDefault("code", List.of("")).get(0);
        var claims = codes.remove(code);
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, Map.of("error", "invalid_client"));
        } else if (claims == null || !isVerified(form.get("code_verifier").get(0), challenges.get(code))) {
            send(exchange, 400, Map.of("error", "invalid_grant"));
        } else {
            send(
                    exchange,
                    200,
                    Map.of("access_token", "x", "token_type", "Bearer", "id_token", signing.apply(claims, key)));
        }
    }

    /** What it tells of somebody who has signed out there. */
    JWTClaimsSet.Builder logout(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject)
                .audience(CLIENT)
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plusSeconds(120)))
                .jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    }

    Page tells(JWTClaimsSet logout) {
        return tells(Api.sign(key, logout));
    }

    Page tells(String logoutToken) {
        return new TestBrowser().post("/sign-in/with/" + id + "/logout", "logout_token", logoutToken);
    }

    private static boolean isVerified(String verifier, String challenge) {
        return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                .getValue()
                .equals(challenge);
    }

    private static String asItShould(JWTClaimsSet claims, ECKey key) {
        return Api.sign(key, claims);
    }

    private static ECKey newKey() {
        return Api.key(UUID.randomUUID().toString());
    }

    private static RSAKey weak() {
        try {
            return new RSAKeyGenerator(1024, true).keyID("weak").generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = EventJson.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** It would be offered to all who come after. */
    @Override
    public void close() {
        isStopped("the test is over");
        server.stop(0);
    }
}
