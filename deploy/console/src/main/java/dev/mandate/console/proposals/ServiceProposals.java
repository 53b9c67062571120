package dev.mandate.console.proposals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.apis.SignInEnded;
import dev.mandate.console.apis.Unanswered;
import dev.mandate.console.signin.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From {@code /proposals} of each service. One that is away hides what it keeps, and nothing else. */
@ApplicationScoped
class ServiceProposals implements Proposals {
    private static final int MOST_OF_EACH = 50;
    private static final String YOU = "You";

    private final Apis apis;
    private final Visitor visitor;

    ServiceProposals(Apis apis, Visitor visitor) {
        this.apis = apis;
        this.visitor = visitor;
    }

    @Override
    public Waiting waiting() {
        var found = new ArrayList<Proposal>();
        var away = new ArrayList<Api>();
        var refusing = new ArrayList<Api>();
        var allowed = false;
        var more = false;
        for (var api : Api.values()) {
            try {
                var answer = apis.get(api, "/proposals?status=open&limit=" + MOST_OF_EACH);
                if (!answer.isDone()) refusing.add(api);
                allowed |= answer.isDone();
                more |= answer.body().hasNonNull("next");
                for (var one : answer.body().path("items")) found.add(proposal(api, one));
            } catch (Unanswered fault) {
                away.add(fault.api());
            } catch (SignInEnded notForThisService) {
                refusing.add(api); // that the sign-in still counts was asked with this page
            }
        }
        // Whoever may see it at one service may at all: what another one refuses is not nothing.
        if (allowed) away.addAll(refusing);
        found.sort(Comparator.comparing(Proposal::proposedAt).reversed());
        return new Waiting(found, allowed, more, away);
    }

    @Override
    public Optional<Proposal> find(String id) {
        @Nullable Unanswered unknown = null;
        for (var api : Api.values()) {
            try {
                var answer = apis.get(api, "/proposals/" + Apis.encode(id));
                if (answer.isDone()) return Optional.of(proposal(api, answer.body()));
            } catch (Unanswered fault) {
                unknown = fault;
            } catch (SignInEnded notForThisService) {
                continue;
            }
        }
        if (unknown != null) throw unknown; // it may be there
        return Optional.empty();
    }

    @Override
    public Optional<String> approve(Proposal proposal, String digest) {
        return against(apis.post(proposal.keeper(), path(proposal) + "/approve", Map.of("digest", digest)));
    }

    @Override
    public Optional<String> refuse(Proposal proposal, String reason) {
        return against(apis.post(proposal.keeper(), path(proposal) + "/refuse", Map.of("reason", reason)));
    }

    private static String path(Proposal proposal) {
        return "/proposals/" + Apis.encode(proposal.id());
    }

    private static Optional<String> against(Answer answer) {
        return answer.isDone() ? Optional.empty() : Optional.of(answer.advice());
    }

    private Proposal proposal(Api api, JsonNode it) {
        var approvals = new ArrayList<Proposal.Approval>();
        for (var one : it.path("approvals"))
            approvals.add(
                    new Proposal.Approval(who(one.path("by")), one.path("at").asText()));
        var by = who(it.path("proposedBy"));
        return new Proposal(
                it.path("proposal").asText(),
                api,
                it.path("kind").asText(),
                it.path("subject").asText(),
                it.path("summary").asText(),
                texts(it.path("touches")),
                it.path("status").asText(),
                it.path("missing").asInt(),
                by,
                by.startsWith(YOU),
                it.path("proposedAt").asText(),
                it.path("endsAt").asText(),
                approvals,
                it.path("settledWhy").asText(""),
                it.path("digest").asText(),
                it.hasNonNull("content") ? it.path("content").toPrettyString() : "");
    }

    /** A client that acts in its own right is called by its id, and so are people, whose names administrators alone may ask for. */
    private String who(JsonNode by) {
        var subject = by.path("subject").asText();
        var client = by.path("client").asText();
        var name = subject.equals(visitor.person()) ? YOU : subject;
        return subject.equals(client) || client.equals("console") ? name : name + ", by " + client;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
