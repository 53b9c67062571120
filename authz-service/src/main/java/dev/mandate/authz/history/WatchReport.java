package dev.mandate.authz.history;

import dev.mandate.events.authz.DecisionEvent.Decided;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What watched versions would have changed, by the records of every replica. */
@ApplicationScoped
public class WatchReport {
    private static final int TOLD = 200;

    private final DecisionHistory history;

    WatchReport(DecisionHistory history) {
        this.history = history;
    }

    public record Report(List<Watched> watched, boolean whole) {}

    /** @param evaluated decisions that it was asked about */
    public record Watched(String version, int evaluated, int allowToDeny, int denyToAllow, List<Changed> changed) {}

    /** @param reason of the denial that it would have been; null for an allow */
    public record Changed(
            String decision,
            Instant at,
            String subject,
            String action,
            String resource,
            boolean given,
            @Nullable String reason,
            List<String> policies) {}

    public Uni<Report> over(Duration back) {
        return Uni.createFrom().item(() -> read(back)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Report read(Duration back) {
        var byVersion = new TreeMap<String, Tally>();
        var whole = history.read(back, past -> {
            var shadow = past.shadow();
            if (shadow != null)
                byVersion
                        .computeIfAbsent(shadow.version(), version -> new Tally())
                        .take(past);
        });
        var watched = new ArrayList<Watched>();
        byVersion.forEach((version, tally) -> watched.add(tally.of(version)));
        return new Report(watched, whole);
    }

    private static final class Tally {
        private final List<Changed> changed = new ArrayList<>();
        private int evaluated;
        private int allowToDeny;

        void take(Decided past) {
            var shadow = past.shadow();
            if (shadow == null) return;
            evaluated++;
            if (shadow.allowed() == past.allowed()) return;
            if (past.allowed()) allowToDeny++;
            changed.add(new Changed(
                    past.decision().value(),
                    past.at(),
                    past.subject(),
                    past.action(),
                    past.resource(),
                    past.allowed(),
                    shadow.reason(),
                    shadow.policies()));
        }

        Watched of(String version) {
            return new Watched(
                    version, evaluated, allowToDeny, changed.size() - allowToDeny, DecisionHistory.some(changed, TOLD));
        }
    }
}
