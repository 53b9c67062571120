package dev.mandate.identity.consent;

import static io.restassured.RestAssured.given;

import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.authorize.Application;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An MCP client as its authors ship it: it registers itself, knows nothing of tasks, and is pointed at a server. */
public record McpApplication(String id) {
    public static final String BACK = "http://127.0.0.1/back";
    static final String GATEWAY = "http://127.0.0.1:8085";

    public static McpApplication registered(String name) {
        return registered(name, BACK);
    }

    static McpApplication registered(String name, String... back) {
        return new McpApplication(given().contentType("application/json")
                .body(Map.of(
                        "client_name",
                        name,
                        "redirect_uris",
                        List.of(back),
                        "grant_types",
                        List.of("authorization_code", "refresh_token")))
                .post("/oauth2/register")
                .then()
                .statusCode(201)
                .extract()
                .path("client_id"));
    }

    public static String server(String name) {
        return GATEWAY + "/mcp/" + name;
    }

    /** @param more an empty value takes a parameter out */
    public String request(String resource, String... more) {
        var all = new LinkedHashMap<String, String>();
        all.put("response_type", "code");
        all.put("client_id", id);
        all.put("redirect_uri", BACK);
        all.put("resource", resource);
        all.put("code_challenge", Application.challenge(Application.VERIFIER));
        all.put("code_challenge_method", "S256");
        for (var i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
        all.values().removeIf(String::isEmpty);
        return "/oauth2/authorize?"
                + all.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** The page that asks, for somebody who is signed in. */
    TestBrowser.Page asks(TestBrowser browser, String server) {
        return asks(browser, server, BACK);
    }

    TestBrowser.Page asks(TestBrowser browser, String server, String back) {
        return browser.get(
                browser.get(request(server(server), "redirect_uri", back)).location());
    }

    public static TestBrowser.Page agrees(
            TestBrowser browser, TestBrowser.Page page, String minutes, String words, String... tools) {
        var more = Stream.concat(
                Stream.of("minutes", minutes, "words", words),
                Arrays.stream(tools).flatMap(tool -> Stream.of("tool", tool)));
        return Asker.answers(browser, page, "agree", more.toArray(String[]::new));
    }

    /** All the way, for a quarter of an hour. */
    ValidatableResponse gets(TestBrowser browser, String server, String words, String... tools) {
        var back = agrees(browser, asks(browser, server), "15", words, tools);
        return redeems(Asker.back(back).get("code")).statusCode(200);
    }

    public ValidatableResponse redeems(String code) {
        return Api.token(Api.form("authorization_code")
                .formParam("client_id", id)
                .formParam("code", code)
                .formParam("redirect_uri", BACK)
                .formParam("code_verifier", Application.VERIFIER));
    }

    ValidatableResponse refreshes(String token) {
        return Api.token(Api.form("refresh_token").formParam("client_id", id).formParam("refresh_token", token));
    }
}
