package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.history.DecisionLookup.Recorded;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionEvent.Logged;
import dev.mandate.events.authz.Established;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Omitted;
import dev.mandate.events.authz.Remedy;
import dev.mandate.events.authz.ShadowOutcome;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A past decision as its record has it.
 *
 * @param decision what the caller was told
 * @param dryRun it was only asked, and nothing could be done by it; absent for what was meant
 * @param filter it was asked which resources of a type the subject may do it with, {@code type/*}; absent for one about a single resource
 * @param withheld it was an allow that never left, since its record was not acknowledged in time
 * @param logged whether the answer waited for its record; absent in records from before anyone could choose
 * @param subject,resource {@code type/id} as asked
 * @param chain every identity whose standing it depended on
 * @param person who answers for it
 * @param guards in the order in which they were asked, up to the one that refused
 * @param policies that decided, with what their authors noted on them; nothing is noted where that version can't be read any more
 * @param policyVersion what it went by
 * @param freshnessMillis age of the oldest stream that it rested on
 * @param remedies what would have changed a denial; absent in an allow
 * @param obligations what the answer asked of whoever enforces it
 * @param approval id of the approval that would change a denial, or that an allow used up; absent where it rests on none
 * @param shadow what policies that were only watched would have said
 * @param presenter whose token the question came with: client, identity and who acts for it; absent in records from before it was kept
 * @param vouched which of the claims the presenter was trusted to know; absent where none
 * @param established from where the subject asked, as its token and the connection showed; absent where none of its own was shown
 * @param omitted arguments and claims that there was no room for on record; absent where it is whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Explanation(
        String id,
        Instant at,
        boolean decision,
        @Nullable Boolean dryRun,
        @Nullable Boolean filter,
        boolean withheld,
        @Nullable Logged logged,
        @Nullable String reason,
        @Nullable String explanation,
        String subject,
        @Nullable IdentityId identity,
        String action,
        String resource,
        @Nullable Map<String, Object> arguments,
        @Nullable Map<String, Object> asserted,
        List<IdentityId> chain,
        @Nullable IdentityId person,
        @Nullable DelegationId delegation,
        @Nullable SessionId session,
        List<GuardOutcome> guards,
        List<Policy> policies,
        String policyVersion,
        long catalogRevision,
        long freshnessMillis,
        @Nullable List<Remedy> remedies,
        @Nullable List<Obligation> obligations,
        @Nullable String approval,
        @Nullable ShadowOutcome shadow,
        String caller,
        @Nullable String requestId,
        @Nullable Omitted omitted,
        @Nullable Actor presenter,
        @Nullable List<String> vouched,
        @Nullable Established established) {

    record Policy(String id, Map<String, String> annotations) {}

    /** @param notes of each policy, by its id */
    static Explanation of(Recorded recorded, Map<String, Map<String, String>> notes) {
        var it = recorded.decided();
        var withheld = recorded.withheld();
        return new Explanation(
                it.decision().value(),
                it.at(),
                it.allowed() && !withheld,
                recorded.dryRun() ? true : null,
                recorded.filter() ? true : null,
                withheld,
                it.logged(),
                withheld ? "decision_log_unavailable" : it.reason(),
                withheld ? "It was an allow, but its record was not acknowledged in time." : it.explanation(),
                it.subject(),
                it.identity(),
                it.action(),
                it.resource(),
                it.arguments(),
                it.asserted(),
                it.chain(),
                it.person(),
                it.delegation(),
                it.session(),
                it.guards(),
                policies(it.guards(), notes),
                it.policyVersion(),
                it.catalogRevision(),
                it.freshnessMillis(),
                it.remedies(),
                it.obligations(),
                it.approval() == null ? null : it.approval().id().value(),
                it.shadow(),
                it.caller(),
                it.requestId(),
                it.omitted(),
                it.presenter(),
                it.vouched(),
                it.established());
    }

    private static List<Policy> policies(List<GuardOutcome> guards, Map<String, Map<String, String>> notes) {
        return guards.stream()
                .flatMap(guard -> guard.policies().stream())
                .distinct()
                .map(id -> new Policy(id, notes.getOrDefault(id, Map.of())))
                .toList();
    }
}
