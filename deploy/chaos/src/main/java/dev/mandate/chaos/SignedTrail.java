package dev.mandate.chaos;

import dev.mandate.audit.transparency.Doubt;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.trail.TrailCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** At the end: whether the trail is as it was signed, whatever was killed while it was written. */
final class SignedTrail {
    private static final int UNKNOWN = 404;

    private final Installation installation;
    private final Clients clients;

    SignedTrail(Installation installation, Clients clients) {
        this.installation = installation;
        this.clients = clients;
    }

    /**
     * @param words what was found, in a sentence
     * @param doubts empty for a sound trail, and for services of a version that signs none
     */
    record Verified(String words, List<String> doubts) {}

    Verified verified() {
        // The first checkpoint comes half a minute after the first line.
        var found = new ArrayList<Verified>();
        Patience.until("a trail that is signed", () -> {
            clients.again(this::look).ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Empty where nothing is signed yet. */
    private Optional<Verified> look() {
        try {
            var check = TrailCheck.of(() -> path -> clients.api()
                    .get(Service.AUDIT, "/trail" + path, clients.cast().admin())
                    .orRefuse());
            if (!check.isSigned())
                return Optional.of(new Verified("audit-service has no key: its trail isn't signed", List.of()));
            var verdict = check.against(installation.kafka()).verdict(null, lines -> {});
            var newest = verdict.newest();
            if (newest == null) return Optional.empty();
            return Optional.of(new Verified(
                    "the trail: %,d lines were held against what was signed of %,d, at %s"
                            .formatted(verdict.held(), newest.size(), newest.at()),
                    verdict.doubts().stream().map(Doubt::words).toList()));
        } catch (ApiRefused e) {
            if (e.status() != UNKNOWN) throw e;
            return Optional.of(new Verified("audit-service of that version signs no trail", List.of()));
        }
    }
}
