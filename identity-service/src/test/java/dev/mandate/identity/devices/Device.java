package dev.mandate.identity.devices;

import static io.restassured.RestAssured.given;

import dev.mandate.identity.Api;
import dev.mandate.identity.TestBrowser;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program in a terminal that signs people in by a code, as a plain client would be written. */
public record Device(String client, String name) {
    static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    public static Device registered(String... scopes) {
        var name = "Terminal " + java.util.UUID.randomUUID();
        String client = Api.as(Api.admin())
                .body(Map.of(
                        "name",
                        name,
                        "scopes",
                        List.of(scopes),
                        "public",
                        true,
                        "grantTypes",
                        List.of(GRANT, "refresh_token")))
                .post("/clients")
                .then()
                .statusCode(200)
                .extract()
                .path("clientId");
        return new Device(client, name);
    }

    /** What it shows its person, and what it keeps. */
    public record Codes(String device, String user, String uri, String complete) {}

    public Codes begins(String... scopes) {
        var begun = asks(String.join(" ", scopes)).statusCode(200).extract();
        return new Codes(
                begun.path("device_code"),
                begun.path("user_code"),
                begun.path("verification_uri"),
                begun.path("verification_uri_complete"));
    }

    ValidatableResponse asks(String scope) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam("client_id", client)
                .formParam("scope", scope)
                .post("/oauth2/device_authorization")
                .then();
    }

    public ValidatableResponse polls(Codes codes) {
        return Api.token(Api.form(GRANT).formParam("client_id", client).formParam("device_code", codes.device()));
    }

    public ValidatableResponse refreshes(String token) {
        return Api.token(
                Api.form("refresh_token").formParam("client_id", client).formParam("refresh_token", token));
    }

    /** The page that asks, for somebody who is signed in. */
    public static TestBrowser.Page typed(TestBrowser browser, String code) {
        return browser.post("/device", "form", browser.get("/device").form(), "code", code);
    }

    public static TestBrowser.Page answers(TestBrowser browser, TestBrowser.Page shown, String answer, String... more) {
        var carried = shown.found("name=\"carried\" value=\"([^\"]+)\"");
        var fields = new ArrayList<>(List.of("form", shown.form(), "carried", carried, "answer", answer));
        fields.addAll(List.of(more));
        return browser.post("/device/answer", fields.toArray(String[]::new));
    }
}
