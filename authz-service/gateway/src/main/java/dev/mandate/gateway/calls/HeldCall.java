package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that a person is asked about: the denial of it is no last word, and the same call is made again once he has said yes.
 *
 * @param asked this denial is what asks him; false where he has been asked before
 * @param person who answers for the call; null where only {@code roles} are asked
 * @param roles whoever has all of them
 */
record HeldCall(
        ApprovalId approval, boolean asked, @Nullable IdentityId person, Set<String> roles) {
    static final String BEGINNING = "Not done yet: this call waits for a person's approval. ";

    /** Null for a denial that nobody's yes would change, as far as is known. */
    static @Nullable HeldCall of(Verdict verdict) {
        var needed = verdict.approval();
        if (verdict.allowed() || needed == null) return null;
        var approvers = verdict.obligations().stream()
                .filter(asked -> asked.kind() == Obligation.Kind.APPROVAL)
                .flatMap(asked -> Approvers.parse(asked.value()).stream())
                .toList();
        if (approvers.isEmpty()) return null; // somebody has said no, or what he says can't be known now
        var roles = approvers.stream()
                .flatMap(one -> Stream.ofNullable(one.role()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new HeldCall(needed.id(), needed.asked(), roles.isEmpty() ? verdict.person() : null, roles);
    }

    /**
     * What the agent is to do, which can do nothing about it itself.
     *
     * @param page where it is answered, for whoever reads what his agent is told; null for none
     */
    String words(@Nullable String page) {
        return who() + (asked ? " is asked now" : " has been asked") + ", as approval " + approval.value()
                + (page == null ? "" : ", on the page " + page)
                + "; once that is approved, make exactly the same call again, once. Until then it is refused, and so is any other that nobody has approved. ";
    }

    private String who() {
        if (person != null) return "The person who answers for this task (" + person.value() + ")";
        return roles.isEmpty() ? "A person" : "Whoever has the role " + String.join(" and ", roles);
    }

    /** The same for programs. */
    ObjectNode facts(@Nullable String page) {
        var facts = ServerJson.object().put("id", approval.value()).put("asked", asked);
        var of = facts.putObject("of");
        if (person != null) of.put("person", person.value());
        if (!roles.isEmpty()) List.copyOf(roles).forEach(of.putArray("roles")::add);
        if (page != null) facts.put("page", page);
        facts.put("then", "retry");
        return facts;
    }
}
