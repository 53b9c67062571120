package dev.mandate.authz.history;

import dev.mandate.authz.engine.decisions.PolicyReplay;
import dev.mandate.authz.engine.delegations.Delegations;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.policies.Policies;
import dev.mandate.authz.engine.policies.PolicySetVersion;
import dev.mandate.authz.engine.sessions.Sessions;
import dev.mandate.events.authz.DecisionEvent.Decided;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks past questions again, once by the policies in force and once by a candidate, both about people, tools and delegations as
 * they are now: what differs between the two is what activation would change.
 */
@ApplicationScoped
public class Simulation {
    private static final int TOLD = 200;

    private final DecisionHistory history;
    private final Policies policies;
    private final Directory directory;
    private final Delegations delegations;
    private final Sessions sessions;
    private final InstantSource clock;

    Simulation(
            DecisionHistory history,
            Policies policies,
            Directory directory,
            Delegations delegations,
            Sessions sessions,
            InstantSource clock) {
        this.history = history;
        this.policies = policies;
        this.directory = directory;
        this.delegations = delegations;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param read decisions of the time asked about
     * @param byPolicies those of them that policies decided; for others, such as an expired delegation, it doesn't matter which
     *     policies are in force
     * @param notReproduced those that the active policies themselves would decide otherwise now, since people, grants or the
     *     catalogue have changed
     * @param whole false if there were more decisions than could be read; the newest were
     * @param differences some of them
     */
    public record Report(
            String active,
            String candidate,
            int read,
            int byPolicies,
            int notReproduced,
            int newlyAllowed,
            int newlyDenied,
            boolean whole,
            List<Difference> differences) {}

    /**
     * A question that the candidate answers otherwise.
     *
     * @param recorded the answer that was given
     * @param reason of the denial, by whichever denies
     */
    public record Difference(
            String decision,
            Instant at,
            String subject,
            String action,
            String resource,
            boolean recorded,
            boolean active,
            boolean candidate,
            @Nullable String reason,
            List<String> policies) {}

    public Uni<Report> run(PolicySetVersion candidate, Duration back) {
        return Uni.createFrom()
                .item(() -> new Run(candidate).over(back))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private final class Run {
        private final dev.mandate.authz.engine.policies.PolicyBook active = policies.current();
        private final dev.mandate.authz.engine.policies.PolicyBook candidate;
        private final PolicyReplay replay = new PolicyReplay(directory, delegations, sessions.touched());
        private final Instant now = clock.instant();
        private final List<Difference> differences = new ArrayList<>();
        private int read;
        private int byPolicies;
        private int notReproduced;
        private int newlyAllowed;

        Run(PolicySetVersion candidate) {
            this.candidate = policies.with(candidate);
        }

        Report over(Duration back) {
            var whole = history.read(back, this::take);
            return new Report(
                    active.version(),
                    candidate.version(),
                    read,
                    byPolicies,
                    notReproduced,
                    newlyAllowed,
                    differences.size() - newlyAllowed,
                    whole,
                    DecisionHistory.some(differences, TOLD));
        }

        private void take(Decided past) {
            read++;
            compare(past);
            replay.told(past);
        }

        private void compare(Decided past) {
            if (!PolicyReplay.decidedByPolicies(past)) return;
            byPolicies++;
            var byActive = replay.ask(past, active, now);
            if (byActive.allowed() != past.allowed()) notReproduced++;
            var byCandidate = replay.ask(past, candidate, now);
            if (byActive.allowed() == byCandidate.allowed()) return;
            if (byCandidate.allowed()) newlyAllowed++;
            differences.add(new Difference(
                    past.decision().value(),
                    past.at(),
                    past.subject(),
                    past.action(),
                    past.resource(),
                    past.allowed(),
                    byActive.allowed(),
                    byCandidate.allowed(),
                    byCandidate.allowed() ? byActive.reason() : byCandidate.reason(),
                    byCandidate.policies()));
        }
    }
}
