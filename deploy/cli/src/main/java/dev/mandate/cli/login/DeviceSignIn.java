package dev.mandate.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.PlainJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Signs a person in, or asks him for a task, by a browser elsewhere.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>
 */
public final class DeviceSignIn {
    public static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    /** Of RFC 8628 section 3.5, by which whoever asks too often waits longer. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final ApiClient api;
    private final Supplier<Map<String, String>> client;
    private final Pause pause;

    /** Waits between two questions. */
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    DeviceSignIn(ApiClient api, String client, Pause pause) {
        this(api, () -> Map.of("client_id", client), pause);
    }

    private DeviceSignIn(ApiClient api, Supplier<Map<String, String>> client, Pause pause) {
        this.api = api;
        this.client = client;
        this.pause = pause;
    }

    /** @param proof how the client shows who it is, anew with each question */
    public static DeviceSignIn of(ApiClient api, Supplier<Map<String, String>> proof) {
        return new DeviceSignIn(api, proof, duration -> Thread.sleep(duration.toMillis()));
    }

    /** Tells him what to do, and waits until he has done it. @return the token endpoint's answer */
    JsonNode tokens(String scope, Consumer<String> says) throws InterruptedException {
        var begun = begin(Map.of("scope", scope));
        if (begun.status() == 400 && begun.body().path("error").asText().equals("invalid_scope")) {
            says.accept("What you may do here waits for two people (deploy/mandate proposals list); you sign in"
                    + " without it.");
            begun = begin(Map.of("scope", "openid profile"));
        }
        return answer(begun.orRefuse(), "To sign in, open", says);
    }

    /**
     * Asks whoever opens the page for a task.
     *
     * @param details as RFC 9396 has them
     * @return the token endpoint's answer, with what was granted
     */
    public JsonNode task(String details, Consumer<String> says) throws InterruptedException {
        return answer(
                begin(Map.of("authorization_details", details)).orRefuse(),
                "To see what it asks for, and to agree or refuse, open",
                says);
    }

    private JsonNode answer(JsonNode codes, String words, Consumer<String> says) throws InterruptedException {
        var shown = PlainJson.of(codes);
        says.accept(words);
        says.accept("  " + shown.path("verification_uri_complete").asText());
        says.accept("in a browser, and go on there if it shows the code "
                + shown.path("user_code").asText() + ".");
        return poll(codes);
    }

    private Answer begin(Map<String, String> asked) {
        return form("/oauth2/device_authorization", asked);
    }

    private Answer form(String path, Map<String, String> parameters) {
        var all = new HashMap<>(parameters);
        all.putAll(client.get());
        return api.form(Service.IDENTITY, path, "", all);
    }

    private JsonNode poll(JsonNode codes) throws InterruptedException {
        var interval = Duration.ofSeconds(codes.path("interval").asLong(5));
        var end = Instant.now().plusSeconds(codes.path("expires_in").asLong());
        while (Instant.now().isBefore(end)) {
            pause.await(interval);
            var answer = form(
                    "/oauth2/token",
                    Map.of(
                            "grant_type",
                            GRANT,
                            "device_code",
                            codes.path("device_code").asText()));
            switch (answer.body().path("error").asText()) {
                case "authorization_pending" -> {}
                case "slow_down" -> interval = interval.plus(SLOWER);
                case "access_denied" -> throw new IllegalStateException("you refused; nobody got anything");
                case "expired_token" -> end = Instant.MIN;
                default -> {
                    return answer.orRefuse();
                }
            }
        }
        throw new IllegalStateException("nobody agreed in time; begin again with the same command");
    }
}
