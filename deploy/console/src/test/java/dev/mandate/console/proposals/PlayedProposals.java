package dev.mandate.console.proposals;

import dev.mandate.console.apis.Api;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What waits in these tests, and what was answered. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedProposals implements Proposals {
    static final String LABELS = "prp_01jdm00000000000000000000a";
    static final String OWN = "prp_01jdm00000000000000000000b";

    private final List<String> answers = new ArrayList<>();
    private boolean allowed;
    private List<Api> away = List.of();
    private Optional<String> against = Optional.empty();

    public PlayedProposals() {
        begin();
    }

    void begin() {
        answers.clear();
        allowed = true;
        away = List.of();
        against = Optional.empty();
    }

    void allows(boolean allowed) {
        this.allowed = allowed;
    }

    void isAway(Api api) {
        away = List.of(api);
    }

    void refusesWith(String advice) {
        against = Optional.of(advice);
    }

    List<String> answers() {
        return List.copyOf(answers);
    }

    private static Proposal proposal(String id, String by, String summary) {
        return new Proposal(
                id,
                Api.LIFECYCLE,
                "catalogue",
                "tool:payments.transfer",
                summary,
                List.of("tool payments.transfer: it has no label money any more", "14 people, 3 agents may call it"),
                "OPEN",
                1,
                by,
                by.equals("You"),
                Instant.now().minusSeconds(7_300).toString(),
                Instant.now().plusSeconds(80_000).toString(),
                List.of(),
                "",
                "sha-256:4f2b9d0c1e",
                "{\n  \"id\" : \"payments.transfer\",\n  \"labels\" : [ \"</pre><script>alert(1)</script>\" ]\n}");
    }

    @Override
    public Waiting waiting() {
        var all = List.of(
                proposal(LABELS, "per_01jdm00000000000000000000b", "Change the labels of the tool payments.transfer"),
                proposal(OWN, "You", "Give Bo Abel the role mandate-approver"));
        return new Waiting(allowed ? all : List.of(), allowed, false, away);
    }

    @Override
    public Optional<Proposal> find(String id) {
        return waiting().proposals().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<String> approve(Proposal proposal, String digest) {
        answers.add("approve " + proposal.id() + " " + digest);
        return against;
    }

    @Override
    public Optional<String> refuse(Proposal proposal, String reason) {
        answers.add("refuse " + proposal.id() + " " + reason);
        return against;
    }
}
