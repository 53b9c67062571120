package dev.mandate.console.findings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Findings as audit-service has them. What doesn't count is answered with what to do about it. */
public interface Findings {
    /** Those that match, the newest first. */
    Listed list(Filter filter, String after);

    /** One with its story. */
    Optional<Finding> find(String id);

    /** Somebody works at it. */
    Optional<String> acknowledge(String id);

    /** What its rule finds in its group alerts nobody until then. */
    Optional<String> suppress(String id, String reason, Instant until);

    /** It alerts again. */
    Optional<String> lift(String id, String reason);

    /** Nothing is to be done about it any more. */
    Optional<String> resolve(String id, String reason);

    /** What is asked for; empty means all. */
    record Filter(Optional<Status> status, String session, String agent, String rule) {}

    /** What somebody does about it. */
    enum Status {
        NEW(1, "new"),
        ACKNOWLEDGED(2, "acknowledged"),
        SUPPRESSED(3, "suppressed"),
        RESOLVED(4, "resolved");

        private final int number;
        private final String words;

        Status(int number, String words) {
            this.number = number;
            this.words = words;
        }

        /** OCSF's. */
        public int number() {
            return number;
        }

        /** For people, and in addresses. */
        public String words() {
            return words;
        }

        static Optional<Status> of(String words) {
            for (var status : values()) if (status.words.equals(words)) return Optional.of(status);
            return Optional.empty();
        }

        static Optional<Status> of(int number) {
            for (var status : values()) if (status.number == number) return Optional.of(status);
            return Optional.empty();
        }
    }

    /**
     * A part of the list.
     *
     * @param allowed whether he may see findings at all
     * @param next where the older ones begin; empty where there are none
     */
    record Listed(List<Finding> findings, boolean allowed, String next) {
        public Listed {
            findings = List.copyOf(findings);
        }
    }

    /**
     * One incident.
     *
     * @param means what its rule is about; empty where it doesn't say
     * @param severity in words
     * @param alert whether somebody should look
     * @param story what happened, in a sentence; empty where the title says all
     * @param first instant of its first event
     * @param last instant of its last
     * @param count how many matches
     * @param advice what its rule recommends; empty without
     * @param techniques of MITRE ATLAS
     * @param session empty where it is about none
     * @param people agents that took part, and who answers
     * @param triage what somebody did about it last, in a sentence; empty while nobody has
     */
    record Finding(
            String id,
            String title,
            String means,
            String severity,
            Optional<Status> status,
            boolean alert,
            String story,
            String first,
            String last,
            int count,
            String advice,
            List<String> techniques,
            String rule,
            String session,
            List<Involved> people,
            String triage,
            List<Evidence> evidences) {
        public Finding {
            techniques = List.copyOf(techniques);
            people = List.copyOf(people);
            evidences = List.copyOf(evidences);
        }

        public String standing() {
            return status.map(Status::words).orElse("unknown");
        }

        public boolean isNew() {
            return status.filter(Status.NEW::equals).isPresent();
        }

        public boolean isSuppressed() {
            return status.filter(Status.SUPPRESSED::equals).isPresent();
        }

        public boolean isResolved() {
            return status.filter(Status.RESOLVED::equals).isPresent();
        }
    }

    /**
     * Somebody whom it is about.
     *
     * @param words his name, and what he has to do with it
     */
    record Involved(String words, String id) {}

    /**
     * One call that it rests on.
     *
     * @param call who called what
     * @param at an instant as APIs write it; empty where it isn't known
     * @param facts what is known of it, each with its name
     */
    record Evidence(String call, String at, List<String> facts) {
        public Evidence {
            facts = List.copyOf(facts);
        }
    }
}
