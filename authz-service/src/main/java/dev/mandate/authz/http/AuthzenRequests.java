package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What AuthZEN requests look like, for the OpenAPI document. They are read member by member ({@link Evaluation}), since what isn't known
 * is ignored and what is wrong is named by its place.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html">AuthZEN Authorization API 1.0</a>
 */
final class AuthzenRequests {
    private AuthzenRequests() {}

    /** @param context {@code arguments} of a tool call, {@code token}, {@code delegation_id}, {@code at_least_as_fresh}, {@code asserted} */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record EvaluationRequest(
            EntityRequest subject,
            ActionRequest action,
            EntityRequest resource,
            @Nullable Map<String, Object> context) {}

    /** Members beside {@code evaluations} are defaults of each of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record EvaluationsRequest(
            @Nullable EntityRequest subject,
            @Nullable ActionRequest action,
            @Nullable EntityRequest resource,
            @Nullable Map<String, Object> context,
            @Nullable List<Map<String, Object>> evaluations,
            @Nullable Map<String, Object> options) {}

    /** What is sought is left out: the id of subject or resource, or the action. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SearchRequest(
            SoughtRequest subject,
            @Nullable ActionRequest action,
            SoughtRequest resource,
            @Nullable Map<String, Object> context,
            @Nullable PageRequest page) {}

    /** Ours, and closed: about all resources of a type, so that nothing else is said of the resource. */
    record FilterRequest(
            EntityRequest subject,
            ActionRequest action,
            TypeRequest resource,
            @Nullable Map<String, Object> context) {}

    record TypeRequest(String type) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EntityRequest(String type, String id, @Nullable Map<String, Object> properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record SoughtRequest(
            String type, @Nullable String id, @Nullable Map<String, Object> properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ActionRequest(String name, @Nullable Map<String, Object> properties) {}

    /** @param token {@code next_token} of the page before */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PageRequest(
            @Nullable String token,
            @Nullable Integer limit,
            @JsonProperty("properties") @Nullable Map<String, Object> properties) {}
}
