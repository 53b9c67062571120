package dev.mandate.identity.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import dev.mandate.pages.PageBrowser.Page;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An application that people sign in to, as a plain client would be written. */
public record Application(String id, String secret, String name) {
    public static final String BACK = "https://app.example/back";
    public static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";

    public static Application registered(String... scopes) {
        return registered(new HashMap<>(), scopes);
    }

    public static Application registered(Map<String, Object> more, String... scopes) {
        var name = "Portal " + UUID.randomUUID();
        var body = new HashMap<String, Object>(Map.of(
                "name", name,
                "scopes", List.of(scopes),
                "redirectUris", List.of(BACK, "http://127.0.0.1/back"),
                "postLogoutRedirectUris", List.of("https://app.example/bye")));
        body.putAll(more);
        var made =
                Api.body(Api.as(Api.admin()).body(body).post("/clients").then().statusCode(200));
        return new Application(
                made.path("clientId").textValue(), made.path("clientSecret").textValue(), name);
    }

    /** The request's path, with these parameters beside or in place of the usual ones; an empty one is left out. */
    public String request(String... parameters) {
        var all = new LinkedHashMap<String, String>();
        all.put("response_type", "code");
        all.put("client_id", id);
        all.put("redirect_uri", BACK);
        all.put("scope", "openid profile email");
        all.put("state", "a-state");
        all.put("nonce", "a-nonce");
        all.put("code_challenge", challenge(VERIFIER));
        all.put("code_challenge_method", "S256");
        for (int i = 0; i < parameters.length; i += 2) all.put(parameters[i], parameters[i + 1]);
        return "/oauth2/authorize?"
                + all.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    public static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What came back in the address. */
    public static Map<String, String> answer(Page page) {
        assertThat(page.status()).as(page.body()).isEqualTo(303);
        var query = URI.create(page.location()).getRawQuery();
        if (query == null) return Map.of();
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** For somebody who is signed in already. */
    public String code(TestBrowser browser, String... parameters) {
        var page = browser.get(request(parameters));
        assertThat(page.location()).startsWith(BACK);
        return answer(page).get("code");
    }

    public ValidatableResponse redeem(String code) {
        return redeem(code, BACK, VERIFIER);
    }

    ValidatableResponse redeem(String code, String uri, String verifier) {
        return Api.token(redeeming(code, uri, verifier));
    }

    RequestSpecification redeeming(String code) {
        return redeeming(code, BACK, VERIFIER);
    }

    private RequestSpecification redeeming(String code, String uri, String verifier) {
        return authenticated("authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", uri)
                .formParam("code_verifier", verifier);
    }

    public ValidatableResponse refresh(String token) {
        return Api.token(refreshing(token));
    }

    RequestSpecification refreshing(String token) {
        return authenticated("refresh_token").formParam("refresh_token", token);
    }

    private RequestSpecification authenticated(String grant) {
        var form = Api.form(grant);
        return secret == null
                ? form.formParam("client_id", id)
                : form.auth().preemptive().basic(id, secret);
    }

    public ValidatableResponse about(String endpoint, String token) {
        return io.restassured.RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(id, secret)
                .formParam("token", token)
                .post("/oauth2/" + endpoint)
                .then();
    }
}
