package dev.mandate.audit.findings;

import dev.mandate.events.risk.FindingEvent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Map;

/** What alerts nobody for a while, of the current transaction. */
@ApplicationScoped
class SuppressionStore implements PanacheRepositoryBase<SuppressionRow, String> {
    /** What people said of the rule and group of a finding; null if nothing. */
    Uni<SuppressionRow> of(FindingEvent finding) {
        var group = finding.unmapped().group();
        return group == null
                ? Uni.createFrom().nullItem()
                : findById(SuppressionRow.id(finding.findingInfo().analytic().uid(), group));
    }

    /** The row of the next revision, locked. */
    Uni<SuppressionRow> say(String rule, Map<String, String> group, Instant until, String reason, String by) {
        var id = SuppressionRow.id(rule, group);
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into suppression (id, revision, until, said_by, reason) values (:id, 0, :until, :by, :reason)"
                                        + " on conflict do nothing")
                        .setParameter("id", id)
                        .setParameter("until", until)
                        .setParameter("by", by)
                        .setParameter("reason", reason)
                        .executeUpdate())
                .chain(() -> findById(id, LockModeType.PESSIMISTIC_WRITE))
                .invoke(row -> {
                    row.revision++;
                    row.until = until;
                    row.saidBy = by;
                    row.reason = reason;
                });
    }
}
