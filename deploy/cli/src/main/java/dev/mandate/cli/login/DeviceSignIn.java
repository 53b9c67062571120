package dev.mandate.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.PlainJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Signs a person in by a browser elsewhere.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>
 */
final class DeviceSignIn {
    static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    /** Of RFC 8628 section 3.5, by which whoever asks too often waits longer. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final ApiClient api;
    private final String client;
    private final Pause pause;

    /** Waits between two questions. */
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    DeviceSignIn(ApiClient api, String client, Pause pause) {
        this.api = api;
        this.client = client;
        this.pause = pause;
    }

    /** Tells him what to do, and waits until he has done it. @return the token endpoint's answer */
    JsonNode tokens(String scope, Consumer<String> says) throws InterruptedException {
        var begun = begin(scope);
        if (begun.status() == 400 && begun.body().path("error").asText().equals("invalid_scope")) {
            says.accept("What you may do here waits for two people (deploy/mandate proposals list); you sign in"
                    + " without it.");
            begun = begin("openid profile");
        }
        var codes = begun.orRefuse();
        var shown = PlainJson.of(codes);
        says.accept("To sign in, open");
        says.accept("  " + shown.path("verification_uri_complete").asText());
        says.accept("in a browser, and go on there if it shows the code "
                + shown.path("user_code").asText() + ".");
        return poll(codes);
    }

    private Answer begin(String scope) {
        return api.form(
                Service.IDENTITY, "/oauth2/device_authorization", "", Map.of("client_id", client, "scope", scope));
    }

    private JsonNode poll(JsonNode codes) throws InterruptedException {
        var interval = Duration.ofSeconds(codes.path("interval").asLong(5));
        var end = Instant.now().plusSeconds(codes.path("expires_in").asLong());
        while (Instant.now().isBefore(end)) {
            pause.await(interval);
            var answer = api.form(
                    Service.IDENTITY,
                    "/oauth2/token",
                    "",
                    Map.of(
                            "grant_type",
                            GRANT,
                            "client_id",
                            client,
                            "device_code",
                            codes.path("device_code").asText()));
            switch (answer.body().path("error").asText()) {
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(SLOWER);
                case "access_denied" -> throw new IllegalStateException("you refused; nobody is signed in");
                case "expired_token" -> end = Instant.MIN;
                default -> {
                    return answer.orRefuse();
                }
            }
        }
        throw new IllegalStateException("nobody agreed in time; begin again with `deploy/mandate login`");
    }
}
