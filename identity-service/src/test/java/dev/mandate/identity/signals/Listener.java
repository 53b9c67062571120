package dev.mandate.identity.signals;

import static dev.mandate.identity.signals.SignalReceiver.checked;
import static dev.mandate.identity.signals.SignalReceiver.claimsOf;

import dev.mandate.identity.Api;
import dev.mandate.identity.MachineClient;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client that hears of signals. Its stream is gone with it, so that nobody else's test tells it something. */
record Listener(String client, String token, String stream) implements AutoCloseable {
    static final String PUSH = "urn:ietf:rfc:8935";
    static final String POLL = "urn:ietf:rfc:8936";

    static Listener registered(String... scopes) {
        var client = MachineClient.registered("listener " + UUID.randomUUID(), scopes);
        return new Listener(client.id(), client.token(), "");
    }

    static Listener polling() {
        return registered("signals:read").opens(Map.of("method", POLL));
    }

    static Listener pushedTo(String url) {
        return registered("signals:read")
                .opens(Map.of("method", PUSH, "endpoint_url", url, "authorization_header", "Bearer of-the-receiver"));
    }

    Listener opens(Map<String, String> delivery) {
        var made = create(Map.of("delivery", delivery)).statusCode(201).extract();
        return new Listener(client, token, made.path("stream_id"));
    }

    ValidatableResponse create(Object body) {
        return Api.as(token).body(body).post("/ssf/stream").then();
    }

    ValidatableResponse status(String status) {
        return Api.as(token)
                .body(Map.of("stream_id", stream, "status", status, "reason", "as we like"))
                .post("/ssf/status")
                .then();
    }

    ValidatableResponse subject(String act, Map<String, ?> subject) {
        return Api.as(token)
                .body(Map.of("stream_id", stream, "subject", subject))
                .post("/ssf/subjects/" + act)
                .then();
    }

    ValidatableResponse verify(String state) {
        return Api.as(token)
                .body(Map.of("stream_id", stream, "state", state))
                .post("/ssf/verification")
                .then();
    }

    ValidatableResponse poll(Map<String, ?> body) {
        return Api.as(token).body(body).post("/ssf/poll/" + stream).then();
    }

    /** What waits, in its order. */
    List<Map<String, Object>> waiting() {
        return fetched(Map.of("returnImmediately", true));
    }

    List<Map<String, Object>> fetched(Map<String, ?> body) {
        Map<String, String> sets = poll(body).statusCode(200).extract().path("sets");
        var claims = new ArrayList<Map<String, Object>>();
        sets.forEach((id, set) -> claims.add(new HashMap<>(claimsOf(checked(set)))));
        return claims;
    }

    static String kind(Map<String, Object> claims) {
        var uri = ((Map<?, ?>) claims.get("events")).keySet().iterator().next().toString();
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> event(Map<String, Object> claims) {
        return (Map<String, Object>)
                ((Map<?, ?>) claims.get("events")).values().iterator().next();
    }

    /** Whom it is about, in whichever form. */
    static boolean isAbout(Map<String, Object> claims, String id) {
        return claims.get("sub_id").toString().contains(id);
    }

    @Override
    public void close() {
        if (!stream.isEmpty())
            Api.as(token).delete("/ssf/stream?stream_id=" + stream).then();
    }
}
