package dev.mandate.cli.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What a service tells at its management port, to whoever runs it: health and figures. */
final class ManagementPort {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String url;

    ManagementPort(Ports ports, Service service) {
        this.url = ports.managementUrl(service);
    }

    /**
     * @param patience with an answer
     * @return empty if it gives none
     * @throws NotReady if this thread is interrupted meanwhile
     */
    Optional<HttpResponse<String>> get(String path, Duration patience) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(patience)
                    .build();
            return Optional.of(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted");
        }
    }

    /** {@link HealthAnswer#NONE} if it gives none. */
    HealthAnswer health(String check, Duration patience) {
        return get("/q/health/" + check, patience)
                .map(answer -> HealthAnswer.of(answer.statusCode(), answer.body()))
                .orElse(HealthAnswer.NONE);
    }
}
