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

    private Uni<Void> take(FindingEvent finding, int revision) {
        return locked(finding.findingInfo().uid().value()).chain(row -> {
            if (row == null) {
                var made = new FindingRow();
                made.take(Triaged.goesOn(null, finding));
                made.revision = revision;
                return persistAndFlush(made).replaceWithVoid();
            }
            if (revision <= row.revision) return flush();
            var before = row.finding();
            var after = Triaged.goesOn(before, finding);
            row.take(after);
            row.revision = revision;
            return Triaged.reopens(before, after) ? outbox.publish(FindingEvent.FAMILY, after) : flush();
        });
    }
}
