package dev.mandate.cli.running;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Waits until services say that they are ready. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Ports ports;
    private final Layout layout;

    Readiness(Ports ports, Layout layout) {
        this.ports = ports;
        this.layout = layout;
    }

    void await(Service service, BooleanSupplier alive) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!ready(service)) {
            if (!alive.getAsBoolean()) throw new NotReady(service.title() + " ended\n" + endOfLog(service));
            if (Instant.now().isAfter(deadline))
                throw new NotReady(
                        service.title() + " is not ready after " + PATIENCE.toSeconds() + " s\n" + endOfLog(service));
            pause();
        }
    }

    boolean ready(Service service) {
        try {
            var request = HttpRequest.newBuilder(URI.create(ports.managementUrl(service) + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String endOfLog(Service service) {
        try {
            List<String> lines = Files.readAllLines(layout.log(service.title()));
            return lines.subList(Math.max(0, lines.size() - 15), lines.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), 300)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(its log can't be read)";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("interrupted");
        }
    }
}
