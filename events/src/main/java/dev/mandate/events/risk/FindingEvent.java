package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code risk.findings.v1}, keyed by finding id: OCSF 1.8.0 Detection Finding, class 2004.
 *
 * <p>One finding is one incident: {@link #CREATE} tells its first match, {@link #UPDATE} that more belongs to it or that somebody
 * has looked at it, or that a call that came late cancels a part of it, with the whole finding each time, {@link #CLOSE} that it is
 * resolved, by somebody, or by the risk job, since such a call cancels all of it.
 *
 * @param time when the last matched event happened, or when somebody changed the status; epoch milliseconds
 * @param severityId 1 informational, 2 low, 3 medium, 4 high, 5 critical
 * @param statusId 1 new, 2 in progress, 3 suppressed, 4 resolved
 * @param statusDetail why it is suppressed or resolved
 * @param alert somebody should look: false for what is suppressed, and for rules that are only watched
 * @param count how many matches the incident has; 1 also where all are withdrawn, since OCSF begins there
 * @param remediation the recommended response
 * @param unmapped what OCSF has no place for: session, delegation, agents, the accountable person
 * @see <a href="https://schema.ocsf.io/1.8.0/classes/detection_finding">Detection Finding</a>
 */
public record FindingEvent(
        @JsonProperty("activity_id") int activityId,
        @JsonProperty("category_uid") int categoryUid,
        @JsonProperty("class_uid") int classUid,
        @JsonProperty("type_uid") long typeUid,
        long time,
        @JsonProperty("severity_id") int severityId,
        @JsonProperty("status_id") int statusId,
        @JsonProperty("status_detail") @Nullable String statusDetail,
        @JsonProperty("confidence_id") int confidenceId,
        @JsonProperty("is_alert") boolean alert,
        @Nullable Integer count,
        String message,
        Metadata metadata,
        @JsonProperty("finding_info") FindingInfo findingInfo,
        List<Evidence> evidences,
        @Nullable Remediation remediation,
        Unmapped unmapped) {
    public static final EventFamily<FindingEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_FINDINGS,
            Map.of("risk.finding.v1", FindingEvent.class),
            finding -> finding.findingInfo().uid().value());

    /** How the call stands to the decisions of its session: a key of an evidence's data. */
    public static final String STANDING = "standing";

    /** Values of it that restrict: of calls that a decision of the session speaks for, or that were told otherwise than decided. */
    private static final Set<String> RESTRICTING = Set.of("allowed", "blocked", "other", "altered", "late", "used");

    /** Of the severities, each at its number. */
    private static final List<String> SEVERITY_NAMES =
            List.of("", "informational", "low", "medium", "high", "critical");

    public static final int HIGH = 4;
    public static final int CRITICAL = 5;
    public static final int CATEGORY = 2;
    public static final int CLASS = 2004;
    public static final int CREATE = 1;
    public static final int UPDATE = 2;
    public static final int CLOSE = 3;

    /** Of an update by the risk job, which doesn't know what people have done about the incident: what they said last holds. */
    public static final int UNKNOWN = 0;

    public static final int NEW = 1;
    public static final int IN_PROGRESS = 2;
    public static final int SUPPRESSED = 3;
    public static final int RESOLVED = 4;

    public FindingEvent {
        if (classUid != CLASS) throw new IllegalArgumentException("class_uid must be " + CLASS);
        Objects.requireNonNull(metadata, "metadata is missing");
        Objects.requireNonNull(findingInfo, "finding_info is missing");
        Objects.requireNonNull(message, "message is missing");
        Objects.requireNonNull(unmapped, "unmapped is missing");
        evidences = evidences == null ? List.of() : List.copyOf(evidences);
    }

    public record Metadata(String version, Product product) {
        public Metadata {
            Objects.requireNonNull(version, "version is missing");
            Objects.requireNonNull(product, "product is missing");
        }

        public record Product(
                String name, @JsonProperty("vendor_name") String vendorName) {
            public Product {
                Objects.requireNonNull(name, "name is missing");
                Objects.requireNonNull(vendorName, "vendor_name is missing");
            }
        }
    }

    /** @param createdTime when the last event of the first match happened; all times are epoch milliseconds */
    public record FindingInfo(
            FindingId uid,
            String title,
            @Nullable String desc,
            Analytic analytic,
            @Nullable List<Attack> attacks,
            @JsonProperty("created_time") long createdTime,
            @JsonProperty("first_seen_time") @Nullable Long firstSeenTime,
            @JsonProperty("last_seen_time") @Nullable Long lastSeenTime,
            @JsonProperty("modified_time") @Nullable Long modifiedTime,
            List<String> types) {
        public FindingInfo {
            Objects.requireNonNull(uid, "uid is missing");
            Objects.requireNonNull(title, "title is missing");
            Objects.requireNonNull(analytic, "analytic is missing");
            types = types == null ? List.of() : List.copyOf(types);
        }
    }

    /** What of MITRE ATLAS it is an instance of. */
    public record Attack(Technique technique) {
        public Attack {
            Objects.requireNonNull(technique, "technique is missing");
        }

        /** @param uid such as {@code AML.T0086} */
        public record Technique(String uid) {
            public Technique {
                Objects.requireNonNull(uid, "uid is missing");
            }
        }
    }

    public record Remediation(String desc) {
        public Remediation {
            Objects.requireNonNull(desc, "desc is missing");
        }
    }

    /**
     * The Sigma rule and its exact version.
     *
     * @param version digest of the rule's text, which names one version of those that were published or shipped
     * @param typeId 1 is a rule
     * @param stateId 1 active, 3 experimental: only watched, as a shadow
     */
    public record Analytic(
            String uid,
            String name,
            String version,
            @JsonProperty("type_id") int typeId,
            @JsonProperty("state_id") @Nullable Integer stateId) {
        public static final int RULE = 1;
        public static final int ACTIVE = 1;
        public static final int EXPERIMENTAL = 3;

        public Analytic {
            Objects.requireNonNull(uid, "uid is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(version, "version is missing");
        }
    }

    /**
     * Every call that it shows was decided about in the session, or was reported by somebody who knows such a decision, so that it may
     * restrict someone. What is told of calls that nobody decided about restricts nobody.
     */
    @JsonIgnore
    public boolean attested() {
        return !evidences.isEmpty()
                && evidences.stream()
                        .map(evidence -> String.valueOf(evidence.data().get(STANDING)))
                        .allMatch(FindingEvent::restricts);
    }

    /** Of a severity that has one: null for 0, which is none, and for what is beyond {@link #CRITICAL}. */
    public static @Nullable String severityName(int severityId) {
        return severityId > 0 && severityId < SEVERITY_NAMES.size() ? SEVERITY_NAMES.get(severityId) : null;
    }

    /** What is told of a call that stands so to the decisions of its session may restrict someone. */
    public static boolean restricts(Object standing) {
        return RESTRICTING.contains(standing);
    }

    /** One matched call, in order; {@code data} has its tool, labels, agent, time, decision, a person's approval, why each destination counted as known or not, and the event's source and id. */
    public record Evidence(String name, Map<String, Object> data) {
        public Evidence {
            Objects.requireNonNull(name, "name is missing");
            data = data == null ? Map.of() : data;
        }
    }

    /**
     * @param recommendation what older findings have in place of {@link FindingEvent#remediation()}
     * @param group names and values of the fields that the matched events share
     * @param triage who looked at it last; null while nobody has
     */
    public record Unmapped(
            @Nullable String session,
            @Nullable String delegation,
            List<String> agents,
            @Nullable String person,
            @Nullable String recommendation,
            @Nullable Map<String, String> group,
            @Nullable Triage triage) {
        public Unmapped {
            agents = agents == null ? List.of() : List.copyOf(agents);
        }

        public Unmapped(
                @Nullable String session,
                @Nullable String delegation,
                List<String> agents,
                @Nullable String person,
                @Nullable String recommendation) {
            this(session, delegation, agents, person, recommendation, null, null);
        }
    }

    /**
     * @param by subject of who did it
     * @param until when a suppression ends; null for anything else
     * @param actor who did it, with his client and who acted for him; null where the risk job tells of it again, and in records from
     *     before there was this member
     */
    public record Triage(
            String by,
            Instant at,
            @Nullable Instant until,
            @Nullable Actor actor) {
        public Triage(String by, Instant at, @Nullable Instant until) {
            this(by, at, until, null);
        }

        public Triage {
            Objects.requireNonNull(by, "by is missing");
            Objects.requireNonNull(at, "at is missing");
        }
    }

    /** Whether it comes from a rule that is only watched. */
    @JsonIgnore
    public boolean shadow() {
        var state = findingInfo.analytic().stateId();
        return state != null && state == Analytic.EXPERIMENTAL;
    }
}
