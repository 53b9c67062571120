package dev.mandate.messaging.proposals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.ProposalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change with a far reach that one person alone may not make.
 *
 * @param says what happens next, for people
 * @param kind what is changed
 * @param subject its id there
 * @param summary what becomes of it
 * @param touches whom it reaches, and how
 * @param missing how many people it still needs
 * @param digest of all this and of what it was proposed against; whoever approves names it
 * @param content all that would be done; absent in a list
 * @param settledWhy in the words of who refused it, or what stood against it; absent without
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProposalView(
        ProposalId proposal,
        String says,
        String kind,
        String subject,
        String summary,
        List<String> touches,
        ProposalStatus status,
        int missing,
        Actor proposedBy,
        Instant proposedAt,
        Instant endsAt,
        List<Approval> approvals,
        @Nullable Instant settledAt,
        @Nullable String settledWhy,
        String digest,
        @Nullable Map<String, Object> content) {
    static ProposalView of(ProposalRow row) {
        return of(row, ProposalRow.read(row.content, new TypeReference<>() {}));
    }

    /** As one of many, without its content. */
    static ProposalView listed(ProposalRow row) {
        return of(row, null);
    }

    private static ProposalView of(ProposalRow row, @Nullable Map<String, Object> content) {
        var change = row.change();
        var missing = row.missing();
        return new ProposalView(
                new ProposalId(row.id),
                says(row, missing),
                change.kind(),
                change.subject(),
                change.summary(),
                change.touches(),
                row.status,
                row.status == ProposalStatus.OPEN ? missing : 0,
                row.by(),
                row.proposedAt,
                row.endsAt,
                row.approvals(),
                row.settledAt,
                row.settledWhy,
                row.digest,
                content);
    }

    private static String says(ProposalRow row, int missing) {
        return switch (row.status) {
            case OPEN ->
                "Nothing is changed yet: it waits until " + row.endsAt + " for "
                        + (missing == 1 ? "another person" : missing + " people")
                        + " with the scope proposals:approve, by POST /proposals/" + row.id + "/approve";
            case CARRIED_OUT -> "It is done";
            case REFUSED -> "It was refused";
            case EXPIRED -> "Nobody approved it in time; propose it anew";
            case OUTDATED -> "What it was about has changed meanwhile; propose it anew";
        };
    }
}
