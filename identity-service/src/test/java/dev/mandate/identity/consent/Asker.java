package dev.mandate.identity.consent;

import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.authorize.Application;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An agent that asks people for tasks, at a browser or by a code. */
public record Asker(String id, String secret, String name) {
    static final String BACK = "https://agent.example/back";
    static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    public static Asker of(Workforce owner, String name, String delegators) {
        Api.issuerIsRegistered();
        var made = Api.as(Api.accessToken(Api.signIn(owner)))
                .body(Map.of(
                        "name",
                        name,
                        "platform",
                        "desk",
                        "purpose",
                        "invoices",
                        "redirectUris",
                        List.of(BACK),
                        "grantTypes",
                        List.of(DEVICE),
                        "delegators",
                        delegators))
                .post("/agents")
                .then()
                .statusCode(200)
                .extract();
        return new Asker(made.path("id"), made.path("clientSecret"), name);
    }

    public static String details(String duration, String... tools) {
        return "[{\"type\":\"mandate_task\",\"task\":\"pay what is due\",\"duration\":\"" + duration + "\",\"tools\":["
                + Arrays.stream(tools)
                        .map(
                                tool -> "{\"tool\":\"" + tool
                                        + "\",\"constraints\":[{\"argument\":\"amount\",\"operator\":\"AT_MOST\",\"values\":[\"500\"]}]}")
                        .collect(Collectors.joining(","))
                + "]}]";
    }

    Map<String, String> parameters(String details, String... more) {
        var all = new LinkedHashMap<String, String>();
        all.put("response_type", "code");
        all.put("client_id", id);
        all.put("redirect_uri", BACK);
        all.put("state", "a-state");
        all.put("code_challenge", Application.challenge(Application.VERIFIER));
        all.put("code_challenge_method", "S256");
        all.put("authorization_details", details);
        for (var i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    public String request(String details, String... more) {
        return "/oauth2/authorize?"
                + parameters(details, more).entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** The page that asks, for somebody who is signed in. */
    TestBrowser.Page asks(TestBrowser browser, String details, String... more) {
        return browser.get(browser.get(request(details, more)).location());
    }

    public static TestBrowser.Page answers(TestBrowser browser, TestBrowser.Page page, String answer, String... more) {
        var fields =
                new java.util.ArrayList<>(List.of("form", page.form(), "request", page.request(), "answer", answer));
        fields.addAll(List.of(more));
        return browser.post("/oauth2/consent", fields.toArray(String[]::new));
    }

    public static Map<String, String> back(TestBrowser.Page page) {
        if (page.status() != 303) throw new AssertionError(page.status() + "\n" + page.body());
        return Arrays.stream(URI.create(page.location()).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    ValidatableResponse redeems(String code) {
        return Api.token(Api.form("authorization_code")
                .auth()
                .preemptive()
                .basic(id, secret)
                .formParam("code", code)
                .formParam("redirect_uri", BACK)
                .formParam("code_verifier", Application.VERIFIER));
    }

    ValidatableResponse takesUp(String delegation) {
        return new Api.Agent(id, secret).takesUp(delegation);
    }

    /** Without a browser: its person types the code that is answered. */
    ValidatableResponse begins(String details, String... more) {
        var form = RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(id, secret)
                .formParam("authorization_details", details);
        for (var i = 0; i < more.length; i += 2) form.formParam(more[i], more[i + 1]);
        return form.post("/oauth2/device_authorization").then();
    }

    ValidatableResponse pushes(Map<String, String> parameters) {
        return RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .auth()
                .preemptive()
                .basic(id, secret)
                .formParams(parameters)
                .post("/oauth2/par")
                .then();
    }
}
