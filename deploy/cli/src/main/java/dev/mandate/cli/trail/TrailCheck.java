package dev.mandate.cli.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.transparency.HeldCheckpoints;
import dev.mandate.audit.transparency.NoteKey;
import dev.mandate.audit.transparency.ReadAhead;
import dev.mandate.audit.transparency.Verdict;
import dev.mandate.audit.transparency.Verification;
import dev.mandate.cli.client.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trail of a running system, held against what was signed of it. */
public final class TrailCheck {
    private final ServedTrail trail;
    private final List<NoteKey> keys;
    private final HeldCheckpoints held;

    private TrailCheck(ServedTrail trail, List<NoteKey> keys) {
        this.trail = trail;
        this.keys = keys;
        this.held = new HeldCheckpoints(keys);
    }

    /**
     * By the key that the service says.
     *
     * @param signIn gives what gets a path below {@code /trail} of audit-service; asked again once its token has run out
     */
    public static TrailCheck of(Supplier<Function<String, JsonNode>> signIn) {
        return of(signIn, List.of());
    }

    /** @param keys that are trusted; none for what the service says */
    static TrailCheck of(Supplier<Function<String, JsonNode>> signIn, List<String> keys) {
        var trail = new ServedTrail(signIn);
        return new TrailCheck(
                trail,
                (keys.isEmpty() ? said(trail) : keys)
                        .stream().map(NoteKey::parse).toList());
    }

    private static List<String> said(ServedTrail trail) {
        var keys = new ArrayList<String>();
        trail.get("/checkpoints?limit=1").path("keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    /** Whether there is a key by which it could be. */
    public boolean isSigned() {
        return !keys.isEmpty();
    }

    TrailCheck against(Path file) throws IOException {
        held.place("the file " + file.getFileName()).accept(Files.readString(file));
        return this;
    }

    /** Before the database is asked, which has each of them first. */
    public TrailCheck against(KafkaAccess kafka) {
        PublishedCheckpoints.on(kafka, held.place(HeldCheckpoints.KAFKA));
        return this;
    }

    /**
     * Against the database's own checkpoints too.
     *
     * @param from lines recorded before may be missing; null for none
     * @param progress told now and then how many lines are done
     */
    public Verdict verdict(@Nullable Instant from, LongConsumer progress) {
        if (!trail.checkpoints(held.place(HeldCheckpoints.DATABASE)))
            System.err.println("  The database has more checkpoints than a year has: older ones are left out.");
        try (var ahead = new ReadAhead(trail)) {
            return Verification.of(ahead, held, from, Instant.now(), progress);
        }
    }
}
