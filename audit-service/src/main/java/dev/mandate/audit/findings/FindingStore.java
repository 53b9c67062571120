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
import java.util.List;

/** The newest state of each finding, of the current transaction. */
@ApplicationScoped
class FindingStore implements PanacheRepositoryBase<FindingRow, String> {
    private final Outbox outbox;

    @Inject
    FindingStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Null if there is none. */
    Uni<FindingRow> locked(String uid) {
        return WholeText.is(uid)
                ? findById(uid, LockModeType.PESSIMISTIC_WRITE)
                : Uni.createFrom().nullItem();
    }

    Uni<Void> take(List<Received<FindingEvent>> events) {
        Uni<Void> taken = Uni.createFrom().voidItem();
        for (var event : events) if (byTheJob(event)) taken = taken.chain(() -> take(event.event()));
        return taken;
    }

    /** What people did is here since they did it. */
    private static boolean byTheJob(Received<FindingEvent> event) {
        return event.envelope()
                .id()
                .startsWith(event.event().findingInfo().uid().value());
    }

    private Uni<Void> take(FindingEvent finding) {
        return locked(finding.findingInfo().uid().value()).chain(row -> {
            if (row == null) {
                var made = new FindingRow();
                made.take(Triaged.goesOn(null, finding));
                return persistAndFlush(made).replaceWithVoid();
            }
            if (finding.count() == null || finding.count() <= row.matches) return flush();
            var before = row.finding();
            var after = Triaged.goesOn(before, finding);
            row.take(after);
            return Triaged.reopens(before, after) ? outbox.publish(FindingEvent.FAMILY, after) : flush();
        });
    }
}
