package dev.mandate.authz.http;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whoever publishes policies over HTTP. */
record PolicyAuthor(String token) {
    static final String SCOPES = "policies:write policies:read";

    /** @param tests null for none */
    Response publish(String set, String policies, String tests) {
        var body = new HashMap<String, Object>();
        body.put("files", List.of(Map.of("name", "extra.cedar", "text", policies)));
        if (tests != null) body.put("tests", List.of(Map.of("name", "extra.tests.yml", "text", tests)));
        return post("/policies/" + set + "/versions", body);
    }

    Response activate(String set, long version) {
        return put("/policies/" + set + "/active", version);
    }

    Response retire(String set) {
        return given().auth().oauth2(token).delete("/policies/" + set + "/active");
    }

    Response put(String path, long version) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("version", version))
                .put(path);
    }

    Response post(String path, Map<String, ?> body) {
        return Ask.post(path, token, body);
    }

    Response get(String path) {
        return given().auth().oauth2(token).get(path);
    }
}
