package dev.mandate.authz.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.ids.IdentityId;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Questions over HTTP, and what their answers say. */
final class Ask {
    private Ask() {}

    static Map<String, Object> question(IdentityId subject, String action, String type, String resource) {
        return Map.of(
                "subject",
                Map.of("type", subject.isPerson() ? "person" : "agent", "id", subject.value()),
                "action",
                Map.of("name", action),
                "resource",
                Map.of("type", type, "id", resource));
    }

    static Map<String, Object> question(
            IdentityId subject, String action, String type, String resource, Map<String, Object> context) {
        return with(question(subject, action, type, resource), "context", context);
    }

    static Map<String, Object> with(Map<String, ?> body, String member, Object value) {
        var more = new HashMap<String, Object>(body);
        more.put(member, value);
        return more;
    }

    static Response ask(String token, Map<String, ?> question) {
        return post("/access/v1/evaluation", token, question);
    }

    static Response post(String path, String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    /** A key that was published a moment ago isn't known everywhere yet; once it is, what is asked of nothing is a bad request. */
    static void awaitKnown(String token) {
        await().atMost(Duration.ofSeconds(30)).until(() -> ask(token, Map.of()).statusCode() == 400);
    }

    static JsonPath body(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    /** {@code allow}, or the reason of the denial. */
    static String reason(JsonPath answer) {
        return answer.getBoolean("decision") ? "allow" : answer.getString("context.reason");
    }
}
