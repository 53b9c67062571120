package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.FindingId;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code risk.findings.v1}, keyed by finding id: OCSF 1.8.0 Detection Finding, class 2004.
 *
 * @param time when the last matched event happened, epoch milliseconds
 * @param severityId 1 informational, 2 low, 3 medium, 4 high, 5 critical
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
        @JsonProperty("confidence_id") int confidenceId,
        @JsonProperty("is_alert") boolean alert,
        String message,
        Metadata metadata,
        @JsonProperty("finding_info") FindingInfo findingInfo,
        List<Evidence> evidences,
        Unmapped unmapped) {
    public static final EventFamily<FindingEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.RISK_FINDINGS,
            Map.of("risk.finding.v1", FindingEvent.class),
            finding -> finding.findingInfo().uid().value());

    public static final int CATEGORY = 2;
    public static final int CLASS = 2004;
    public static final int CREATE = 1;
    public static final int UPDATE = 2;

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

    public record FindingInfo(
            FindingId uid,
            String title,
            @Nullable String desc,
            Analytic analytic,
            @JsonProperty("created_time") long createdTime,
            List<String> types) {
        public FindingInfo {
            Objects.requireNonNull(uid, "uid is missing");
            Objects.requireNonNull(title, "title is missing");
            Objects.requireNonNull(analytic, "analytic is missing");
            types = types == null ? List.of() : List.copyOf(types);
        }
    }

    /** The Sigma rule and its exact version. {@code typeId} 1 is a rule. */
    public record Analytic(
            String uid,
            String name,
            String version,
            @JsonProperty("type_id") int typeId) {
        public Analytic {
            Objects.requireNonNull(uid, "uid is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(version, "version is missing");
        }
    }

    /** One matched call, in order; {@code data} has its tool, labels, agent, time, decision and the event's source and id. */
    public record Evidence(String name, Map<String, Object> data) {
        public Evidence {
            Objects.requireNonNull(name, "name is missing");
            data = data == null ? Map.of() : data;
        }
    }

    public record Unmapped(
            @Nullable String session,
            @Nullable String delegation,
            List<String> agents,
            @Nullable String person,
            @Nullable String recommendation) {
        public Unmapped {
            agents = agents == null ? List.of() : List.copyOf(agents);
        }
    }
}
