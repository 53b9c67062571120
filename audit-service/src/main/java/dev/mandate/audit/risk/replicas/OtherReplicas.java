package dev.mandate.audit.risk.replicas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.mandate.audit.engine.sigma.correlation.OpenSequence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks another replica on behalf of whoever asks this one: with the same token, so that nobody learns more than directly. */
@ApplicationScoped
class OtherReplicas {
    private static final Logger LOG = Logger.getLogger(OtherReplicas.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    /** While replicas are replaced, one may say more than this one knows. */
    private final ObjectReader openSequences;

    @Inject
    OtherReplicas(ObjectMapper json) {
        this.openSequences = json.readerFor(new TypeReference<List<OpenSequence>>() {})
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** What has begun in the session, if that replica has its task; empty if not, or if it doesn't answer. */
    Optional<List<OpenSequence>> open(HostInfo replica, String session, @Nullable String authorization) {
        if (authorization == null || replica.equals(HostInfo.unavailable())) return Optional.empty();
        try {
            var question = HttpRequest.newBuilder(address(replica, session))
                    .header("Authorization", authorization)
                    .timeout(PATIENCE)
                    .build();
            var answer = http.send(question, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(openSequences.readValue(answer.body())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) { // the latter where what it advertises is no host's name
            LOG.debugf(e, "the replica at %s does not answer", replica);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static URI address(HostInfo replica, String session) {
        var host = replica.host().contains(":") ? "[" + replica.host() + "]" : replica.host();
        var path = "/risk/sessions/" + URLEncoder.encode(session, UTF_8).replace("+", "%20") + "/open";
        return URI.create("http://" + host + ":" + replica.port() + path);
    }
}
