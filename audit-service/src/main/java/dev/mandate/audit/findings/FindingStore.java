package dev.mandate.audit.findings;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest state of each finding, of the current transaction. */
@ApplicationScoped
class FindingStore implements PanacheRepositoryBase<FindingRow, String> {
    private final SuppressionStore suppressions;
    private final Outbox outbox;
    private final InstantSource clock;

    @Inject
    FindingStore(SuppressionStore suppressions, Outbox outbox, InstantSource clock) {
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Null if there is none. */
    Uni<FindingRow> locked(String uid) {
        return WholeText.is(uid)
                ? findById(uid, LockModeType.PESSIMISTIC_WRITE)
                : Uni.createFrom().nullItem();
    }

    Uni<Void> take(List<Received<FindingEvent>> events) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (var event : events) if (byTheJob(event)) taken = taken.chain(() -> take(event.event(), revision(event)));
        return taken;
    }

    /** What people did is here since they did it. */
    private static boolean byTheJob(Received<FindingEvent> event) {
        return event.envelope()
                .id()
                .startsWith(event.event().findingInfo().uid().value());
    }

    /** The id of each telling is the finding's, and from the second one on a dot and its number. */
    private static int revision(Received<FindingEvent> event) {
        var number = event.envelope()
                .id()
                .substring(event.event().findingInfo().uid().value().length());
        return number.matches("\\.[0-9]{1,9}") ? Integer.parseInt(number.substring(1)) : 1;
    }

    private Uni<Void> take(FindingEvent told, int revision) {
        return locked(told.findingInfo().uid().value()).chain(row -> {
            if (row != null && revision <= row.revision) return flush();
            return suppressions.of(told).chain(said -> take(row, told, said, revision));
        });
    }

    private Uni<Void> take(@Nullable FindingRow row, FindingEvent told, @Nullable SuppressionRow said, int revision) {
        var before = row == null ? null : row.finding();
        var after = Triaged.goesOn(before, told, said, clock.instant());
        var kept = row == null ? new FindingRow() : row;
        kept.take(after);
        kept.revision = revision;
        var written = row == null ? persistAndFlush(kept).replaceWithVoid() : flush();
        return Triaged.corrects(before, told, after)
                ? written.chain(() -> outbox.publish(FindingEvent.FAMILY, after))
                : written;
    }
}
