package dev.mandate.lifecycle.approvals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an approval, for receivers that nobody has signed in at: without the call's arguments, which the page shows to whom they
 * concern. Each is whole, so that whoever has missed the ones before can do without.
 *
 * @param revision of the approval; of two notices the higher one counts
 * @param says what will happen, what was done before, why somebody is asked, and how it stands: a sentence each
 * @param asked who is asked
 * @param page where who is asked signs in and answers; absent where nobody has said where the console is
 * @param until before which it is answered, or, once granted, used
 * @param subject who makes the call
 * @param person who answers for it; absent where nobody does
 * @param decision the denial that asked
 * @param answer absent while nobody has answered
 * @param used the allow that used it up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalNotice(
        ApprovalId approval,
        long revision,
        Status status,
        List<String> says,
        Asked asked,
        @Nullable URI page,
        Instant askedAt,
        Instant until,
        IdentityId subject,
        @Nullable IdentityId person,
        SessionId session,
        DecisionId decision,
        @Nullable Answered answer,
        @Nullable DecisionId used) {
    public enum Status {
        /** It waits for an answer. */
        @JsonProperty("asked")
        ASKED,
        /** Somebody said yes: the call may be made, once. */
        @JsonProperty("granted")
        GRANTED,
        /** Somebody said no, or took his yes back. */
        @JsonProperty("refused")
        REFUSED,
        /** The call was allowed by that yes. */
        @JsonProperty("used")
        USED,
        /** Nobody answered in time, which is no. */
        @JsonProperty("lapsed")
        LAPSED,
        /** Nobody made the call by that yes while it counted. */
        @JsonProperty("unused")
        UNUSED
    }

    /**
     * @param person absent where whoever has the roles is asked
     * @param mail his address as HR has it; absent where receivers aren't told, or there is none
     * @param roles all of which whoever answers has; none where one person is asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Asked(
            @Nullable IdentityId person, @Nullable String mail, Set<String> roles) {}

    /**
     * @param by subject of the token by which it was said
     * @param reason in his words; absent where he said nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answered(
            boolean approved,
            String by,
            Instant at,
            @Nullable String reason) {}
}
