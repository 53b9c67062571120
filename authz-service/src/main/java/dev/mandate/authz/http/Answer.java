package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.mandate.authz.engine.decisions.answers.Proposal;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.authz.GuardOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An AuthZEN decision. */
@JsonSerialize(using = AnswerJson.class)
record Answer(boolean decision, Context context) implements EvaluationResource.Evaluated {

    /**
     * What led to it.
     *
     * @param id of the decision record, {@code dec_…}
     * @param reason stable code of the first obstacle; absent in an allow
     * @param explanation a sentence that says what would change it
     * @param remedies what would change a denial, each into an allow or into the next obstacle; absent in an allow
     * @param guards in the order in which they were asked, up to the one that refused
     * @param policies ids of the Cedar policies that decided
     * @param policyVersion which versions of which sets decided, or the digest of the files that stand in for them
     * @param catalogRevision highest revision of the catalogue that was known
     * @param freshnessMillis age of the oldest stream that the decision rests on
     * @param obligations what whoever enforces the answer must do, all of it; absent where nothing. An allow of which any part
     *     can't be done is a denial.
     * @param approval id of the approval that would change a denial, or that an allow has used up; absent where it rests on none
     * @param evaluationId the same as {@code id}, as the Access Request and Approval Profile has it, with {@code accessRequest}
     * @param evaluatedAt when it was decided
     * @param accessRequest how long the approval that this denial asks for can be followed at the access request endpoint; absent where
     *     it asks for none, and where somebody has been asked already
     * @param until before which an allowed call is made; absent where the answer is about something else
     * @param document true where what the call answers is to be told as {@code document} too, since the tool's owner trusts some fields of it, or an operator keeps some;
     *     absent elsewhere
     * @param receipt what whoever tells on Kafka what became of the call shows with it, and keeps to himself until then; absent where nobody owes anything
     * @param dryRun true where nothing may be done by it; absent for what is meant
     * @param error of an item that could not be decided
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            @Nullable String id,
            @Nullable String reason,
            @Nullable String explanation,
            @Nullable List<Proposal> remedies,
            @Nullable List<GuardOutcome> guards,
            @Nullable List<String> policies,
            @Nullable String policyVersion,
            @Nullable Long catalogRevision,
            @Nullable Long freshnessMillis,
            @Nullable List<AuthzenObligations.Asked> obligations,
            @Nullable String approval,
            @JsonProperty("evaluation_id") @Nullable String evaluationId,
            @JsonProperty("evaluated_at") @Nullable String evaluatedAt,
            @JsonProperty("access_request") @Nullable AccessRequest accessRequest,
            @Nullable String until,
            @Nullable Boolean document,
            @Nullable String receipt,
            @JsonProperty("dry_run") @Nullable Boolean dryRun,
            @Nullable Error error) {}

    /** @param status as the HTTP status of a single evaluation would have been */
    record Error(int status, String message) {}

    /**
     * @param document what an allowed call answers is to be told as one too
     * @param receipt that it is given with; null where with none
     */
    static Answer of(Verdict verdict, boolean document, @Nullable String receipt) {
        var reason = verdict.reason();
        var permit = verdict.permit();
        var approval = verdict.approval();
        var request = AccessRequest.of(verdict);
        return new Answer(
                verdict.allowed(),
                new Context(
                        verdict.id().value(),
                        reason == null ? null : reason.code(),
                        verdict.explanation(),
                        verdict.allowed() ? null : verdict.proposals(),
                        verdict.guards(),
                        verdict.policies(),
                        verdict.policyVersion(),
                        verdict.catalogRevision(),
                        verdict.freshnessMillis(),
                        AuthzenObligations.of(verdict),
                        approval == null ? null : approval.id().value(),
                        request == null ? null : verdict.id().value(),
                        request == null ? null : verdict.at().toString(),
                        request,
                        permit == null ? null : permit.until().toString(),
                        permit != null && document ? true : null,
                        receipt,
                        verdict.question().dryRun() ? true : null,
                        null));
    }

    static Answer failed(int status, String message) {
        return new Answer(
                false,
                new Context(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Error(status, message)));
    }
}
