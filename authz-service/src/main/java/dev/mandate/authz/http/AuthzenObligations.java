package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.Obligation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Obligations as the AuthZEN Obligations Profile has them, in its first draft of 2026. It has no type for an approval yet, so that is
 * a {@code custom} one, {@code {"vendor": "mandate", "action": "approval", "approval": "apr_…", "approver": "per_…"}}, with
 * {@code role} instead of the approver where a policy names one, and {@code acr} where he has to sign in so. What the Access Request
 * and Approval Profile has for it is beside it: {@link AccessRequest}.
 *
 * @see <a href="https://openid.github.io/authzen/">the profiles' drafts</a>
 */
final class AuthzenObligations {
    /** For the metadata: what an answer may ask for. */
    static final List<String> SUPPORTED = List.of("step-up", "notification", "session_termination", "custom");

    private AuthzenObligations() {}

    /** @param id tells the obligations of one answer apart */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Asked(String id, String type, Map<String, String> properties) {}

    /** Null where the answer asks for nothing. */
    static @Nullable List<Asked> of(Verdict verdict) {
        if (verdict.obligations().isEmpty()) return null;
        var asked = new ArrayList<Asked>();
        for (var obligation : verdict.obligations()) asked.add(of(obligation, "obl-" + (asked.size() + 1), verdict));
        return asked;
    }

    private static Asked of(Obligation obligation, String id, Verdict verdict) {
        var value = String.valueOf(obligation.value());
        return switch (obligation.kind()) {
            case STEP_UP -> new Asked(id, "step-up", Map.of("acr_value", value));
            case NOTIFICATION ->
                new Asked(
                        id,
                        "notification",
                        Map.of("to", value, "topic", topic(verdict), "body", topic(verdict) + ": " + body(verdict)));
            case SESSION_TERMINATION ->
                new Asked(
                        id,
                        "session_termination",
                        Map.of("subject", verdict.question().subjectId()));
            case APPROVAL -> {
                var properties = new HashMap<>(Map.of("vendor", "mandate", "action", "approval"));
                var approvers = Approvers.parse(obligation.value()).orElse(Approvers.ACCOUNTABLE);
                var person = verdict.person();
                var approval = verdict.approval();
                if (approval != null) properties.put("approval", approval.id().value());
                if (approvers.role() != null) properties.put("role", approvers.role());
                else if (person != null) properties.put("approver", person.value());
                if (approvers.acr() != null) properties.put("acr", approvers.acr());
                yield new Asked(id, "custom", properties);
            }
        };
    }

    private static String topic(Verdict verdict) {
        return (verdict.allowed() ? "allowed " : "denied ") + verdict.id().value();
    }

    /** Names and ids alone: arguments may be anything. */
    private static String body(Verdict verdict) {
        var question = verdict.question();
        return question.subject() + " " + question.action().name() + " " + question.resource();
    }
}
