package dev.mandate.chaos.books;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.transparency.Doubt;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.trail.TrailCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether the trail is as it was signed, whatever was killed while it was written. */
public final class SignedTrail {
    /** What a version that signs nothing says of checkpoints: it takes the word for the id of a line, which has no such parameter. */
    private static final Set<Integer> UNKNOWN = Set.of(400, 404);

    private final Function<String, JsonNode> service;
    private final KafkaAccess kafka;
    private final boolean older;

    /**
     * @param service gets a path below {@code /trail} of audit-service
     * @param older it may be of a version that signs nothing
     */
    public SignedTrail(Function<String, JsonNode> service, KafkaAccess kafka, boolean older) {
        this.service = service;
        this.kafka = kafka;
        this.older = older;
    }

    /**
     * @param words what was found, in a sentence
     * @param doubts empty for a sound trail, and for services of a version that signs none
     */
    public record Verified(String words, List<String> doubts) {}

    public Verified verified() {
        // The first checkpoint comes half a minute after the first line.
        var found = new ArrayList<Verified>();
        Patience.until("a trail that is signed", () -> {
            look().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Empty where nothing is signed yet. */
    private Optional<Verified> look() {
        TrailCheck check;
        try {
            check = TrailCheck.of(() -> service);
        } catch (ApiRefused e) {
            if (!older || !UNKNOWN.contains(e.status())) throw e;
            return Optional.of(new Verified("audit-service of that version signs no trail", List.of()));
        }
        if (!check.isSigned())
            return Optional.of(new Verified("audit-service has no key: its trail isn't signed", List.of()));
        var verdict = check.against(kafka).verdict(null, lines -> {});
        var newest = verdict.newest();
        if (newest == null) return Optional.empty();
        return Optional.of(new Verified(
                "the trail: %,d lines were held against what was signed of %,d, at %s"
                        .formatted(verdict.held(), newest.size(), newest.at()),
                verdict.doubts().stream().map(Doubt::words).toList()));
    }
}
