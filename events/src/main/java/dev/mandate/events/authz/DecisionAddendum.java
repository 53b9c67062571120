package dev.mandate.events.authz;

import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came to light of a decision after its record: beside it, under the same key. */
public sealed interface DecisionAddendum extends DecisionEvent {
    DecisionId decision();

    /** Null where the decision was of none. */
    @Nullable
    SessionId session();

    @Override
    default String key() {
        var session = session();
        return session == null ? "unknown" : session.value();
    }

    /** The allow of this id never left: its record was not acknowledged in time. */
    record Withheld(
            DecisionId decision, Instant at, @Nullable SessionId session) implements DecisionAddendum {
        public Withheld {
            Objects.requireNonNull(decision, "decision is missing");
            Objects.requireNonNull(at, "at is missing");
        }
    }

    /**
     * The allow of this id was decided without knowing of others that another replica gave the same session at the same time and
     * recorded first; with them, policies would have denied it. The call may have been made.
     *
     * @param at when that was noticed
     * @param unseen the others, in the order of their records
     * @param reason stable code of what the denial would have been
     * @param policies ids of the Cedar policies that would have decided
     */
    record Raced(
            DecisionId decision,
            Instant at,
            SessionId session,
            List<DecisionId> unseen,
            String reason,
            List<String> policies)
            implements DecisionAddendum {
        public Raced {
            Objects.requireNonNull(decision, "decision is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(reason, "reason is missing");
            if (unseen == null || unseen.isEmpty()) throw new IllegalArgumentException("unseen is missing");
            unseen = List.copyOf(unseen);
            policies = policies == null ? List.of() : List.copyOf(policies);
        }

        /** For so many of them that the record would be larger than its readers take. */
        public Raced withoutPolicies() {
            return new Raced(decision, at, session, unseen, reason, List.of());
        }
    }

    /**
     * Somebody told what became of the call that this decision was about, though it wasn't his to tell: he neither asked for it nor is
     * the gateway that made it. It was refused and changed nothing. Of one caller so many are kept, and later ones once in a while.
     *
     * @param at when he told it
     * @param said how the call went by his account
     * @param by who told it
     * @param dryRun it was nobody's to tell, since the question was a dry run; null where it was another's
     */
    record Misreported(
            DecisionId decision,
            Instant at,
            @Nullable SessionId session,
            ToolResult.Status said,
            Actor by,
            @Nullable Boolean dryRun)
            implements DecisionAddendum {
        public Misreported {
            Objects.requireNonNull(decision, "decision is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(said, "said is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
