package dev.mandate.identity.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.PlainJWT;
import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.TestSecrets;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BadTokensIT {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Every door that takes a signed token of somebody's, but of a provider, by which FederationIT comes. */
    private static Map<String, Function<String, Response>> doors() {
        var doors = new LinkedHashMap<String, Function<String, Response>>();
        doors.put("a token", token -> Api.as(token).get("/agents"));
        doors.put(
                "a proof",
                token -> form("client_credentials").header("DPoP", token).post("/oauth2/token"));
        doors.put(
                "an assertion",
                token -> form(Api.BEARER).formParam("assertion", token).post("/oauth2/token"));
        doors.put(
                "a token of a platform",
                token -> Api.form(Api.BEARER)
                        .formParam("client_id", "wkl_01hzzzzzzzzzzzzzzzzzzzzzzz")
                        .formParam("assertion", token)
                        .post("/oauth2/token"));
        doors.put(
                "a client's assertion",
                token -> Api.form("client_credentials")
                        .formParam("client_assertion_type", ASSERTION_TYPE)
                        .formParam("client_assertion", token)
                        .post("/oauth2/token"));
        doors.put(
                "what is exchanged",
                token -> form(Api.EXCHANGE)
                        .formParam("subject_token", token)
                        .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .post("/oauth2/token"));
        doors.put(
                "a signal",
                token -> RestAssured.given()
                        .contentType("application/secevent+jwt")
                        .body(token.getBytes(UTF_8))
                        .post("/ssf/events"));
        doors.put(
                "a publisher's statement",
                token -> RestAssured.given()
                        .contentType("application/json")
                        .body(Map.of("software_statement", token))
                        .post("/oauth2/register"));
        return doors;
    }

    private static RequestSpecification form(String grant) {
        return Api.form(grant).auth().preemptive().basic("admin", TestSecrets.ADMIN);
    }

    private static List<String> bad() {
        var claims = Api.assertion(Api.ISSUER, "E1").build();
        var good = Api.sign(Api.ISSUER_KEY, claims);
        var body = good.split("\\.")[1];
        var signature = good.split("\\.")[2];
        return List.of(
                "x",
                "..",
                "a.b.c",
                "a.b.c.d.e",
                good + "." + signature,
                good.substring(0, good.length() - 4),
                new PlainJWT(claims).serialize(),
                header("{\"alg\":\"nOnE\"}") + "." + body + ".",
                header("{\"alg\":\"none\"}") + "." + body + "." + signature,
                header("{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}") + "." + body + "." + signature,
                header("{\"alg\":\"ES256\",\"zip\":\"DEF\"}") + "." + body + "." + signature,
                header("{\"alg\":[\"ES256\"]}") + "." + body + "." + signature,
                header("[".repeat(3_000)) + "." + body + "." + signature,
                header("{\"alg\":\"ES256\",\"alg\":\"none\"}") + "." + body + "." + signature,
                header("\u0000\ufffd") + "." + body + "." + signature,
                header("{\"alg\":\"ES256\"}") + "." + header("{".repeat(3_000)) + "." + signature,
                header("{\"alg\":\"ES256\"}") + "." + header("{\"exp\":1e400,\"iss\":{},\"aud\":7}") + "." + signature,
                good.replaceFirst("\\.", ".".repeat(2_000)),
                "e".repeat(15_000));
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    @Test
    void what_is_no_token_or_far_too_long_a_one_opens_no_door_and_breaks_none() {
        Api.issuerIsRegistered();
        var bad = bad();
        doors().forEach((door, shown) -> {
            for (var token : bad)
                assertThat(shown.apply(token).statusCode())
                        .as(door + " " + token.substring(0, Math.min(60, token.length())))
                        .isBetween(400, 499);
        });
        for (var token : bad) {
            assertThat(form("x")
                            .formParam("token", token)
                            .post("/oauth2/introspect")
                            .asString())
                    .isEqualTo("{\"active\":false}");
            for (var page : List.of("/oauth2/authorize", "/oauth2/logout"))
                assertThat(new TestBrowser()
                                .get(page + "?id_token_hint=" + URLEncoder.encode(token, UTF_8))
                                .status())
                        .isBetween(200, 499);
        }
    }
}
