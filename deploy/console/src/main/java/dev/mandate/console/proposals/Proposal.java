package dev.mandate.console.proposals;

import dev.mandate.console.apis.Api;
import java.util.List;

/**
 * A change with a far reach. All texts are plain.
 *
 * @param keeper the service that would make it
 * @param kind what is changed, such as {@code catalogue}
 * @param summary what becomes of it
 * @param touches whom it reaches, and how
 * @param status {@code OPEN}, {@code CARRIED_OUT}, {@code REFUSED}, {@code EXPIRED} or {@code OUTDATED}
 * @param missing how many people it still needs
 * @param by who proposed it, as the page calls him
 * @param mine whether whoever looks proposed it, or approved it already
 * @param settledWhy empty without
 * @param digest of all this; whoever approves names it
 * @param content all that would be done, as JSON to read; empty in a list
 */
public record Proposal(
        String id,
        Api keeper,
        String kind,
        String subject,
        String summary,
        List<String> touches,
        String status,
        int missing,
        String by,
        boolean mine,
        String proposedAt,
        String endsAt,
        List<Approval> approvals,
        String settledWhy,
        String digest,
        String content) {
    /**
     * Somebody stands for it too.
     *
     * @param by as the page calls him
     */
    public record Approval(String by, String at) {}

    public Proposal {
        touches = List.copyOf(touches);
        approvals = List.copyOf(approvals);
    }

    public boolean isOpen() {
        return status.equals("OPEN");
    }

    /** Whether whoever looks has approved it. */
    public boolean isApprovedByMe() {
        return approvals.stream().anyMatch(approval -> approval.by().equals("You"));
    }
}
