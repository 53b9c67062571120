package dev.mandate.cli.story;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Secrets;
import dev.mandate.cli.running.Service;
import dev.mandate.embedded.HalfAsked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What each service is being asked while it is told to end (SIGTERM): half of the request is there, the rest comes later. */
record AskedToEnd(List<Asked> asked) {
    private static final String JSON = "application/json";
    private static final int OF_EACH = 2;

    record Asked(URI service, HalfAsked half, String answer) {}

    static AskedToEnd halfway(MandateSystem system) throws IOException {
        var ports = system.ports();
        var secret = Secrets.of(system.layout()).adminSecret();
        var basic = "Basic " + Base64.getEncoder().encodeToString(("admin:" + secret).getBytes(US_ASCII));
        var token = "Bearer " + new SignIn(new ApiClient(ports), system).admin();
        var asked = new ArrayList<Asked>();
        for (int i = 0; i < OF_EACH; i++) {
            asked.add(half(
                    ports.url(Service.IDENTITY),
                    "/oauth2/token",
                    basic,
                    "application/x-www-form-urlencoded",
                    "grant_type=client_credentials",
                    "\"access_token\""));
            asked.add(half(
                    ports.url(Service.LIFECYCLE), "/catalog/import", token, JSON, "{\"tools\": []}", "\"changed\":0"));
            asked.add(half(
                    ports.url(Service.AUTHZ),
                    "/access/v1/evaluation",
                    token,
                    JSON,
                    "{\"subject\": {\"type\": \"agent\", \"id\": \"agt_nobody\"}, \"action\": {\"name\": \"call\"},"
                            + " \"resource\": {\"type\": \"tool\", \"id\": \"email.send\"}}",
                    "\"decision\":false"));
            asked.add(half(
                    ports.url(Service.AUDIT),
                    "/findings/fnd_nobody/resolve",
                    token,
                    JSON,
                    "{\"reason\": \"nothing was wrong\"}",
                    "urn:mandate:problem:"));
        }
        return new AskedToEnd(asked);
    }

    private static Asked half(String url, String path, String authorization, String type, String body, String answer)
            throws IOException {
        return new Asked(URI.create(url), HalfAsked.of(URI.create(url + path), authorization, type, body), answer);
    }

    /** Once each has begun to end. */
    void areAnswered() throws IOException {
        for (var one : asked)
            assertThat(Await.until(Stage.SOON, () -> isClosing(one.service()), closing -> closing))
                    .as(one.service() + " closes connections")
                    .isTrue();
        for (var one : asked) {
            assertThat(one.half().finish()).as("of " + one.service()).contains(one.answer());
            one.half().close();
        }
    }

    private static boolean isClosing(URI service) {
        try {
            return HalfAsked.isClosing(service);
        } catch (IOException e) {
            throw new UncheckedIOException(service + " is gone before it has answered", e);
        }
    }
}
