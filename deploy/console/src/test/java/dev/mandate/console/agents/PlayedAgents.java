package dev.mandate.console.agents;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ada's agents in these tests, and what she did about them. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedAgents implements OwnAgents {
    static final String RESEARCHER = "agt_01jdm00000000000000000000a";
    static final String STOPPED = "agt_01jdm00000000000000000000b";
    static final String AGREED = "del_01jdm0000000000000000000ae";
    static final String OVER = "agt_01jdm00000000000000000000c";
    static final String OFFER = "ofr_01jdm00000000000000000000a";
    static final String TASK = "del_01jdm00000000000000000000a";

    private final List<String> done = new ArrayList<>();
    private Optional<String> against = Optional.empty();

    void begin() {
        done.clear();
        against = Optional.empty();
    }

    void refusesWith(String advice) {
        against = Optional.of(advice);
    }

    List<String> done() {
        return List.copyOf(done);
    }

    private static List<Agent> agents() {
        return List.of(
                new Agent(
                        RESEARCHER,
                        "researcher",
                        "ACTIVE",
                        true,
                        "",
                        "assistant",
                        "desk",
                        List.of("Confirmed: model writer 4.1.")),
                new Agent(
                        STOPPED,
                        "mailer",
                        "SUSPENDED",
                        false,
                        "stopped: its mailbox is not its own",
                        "assistant",
                        "",
                        List.of()),
                new Agent(
                        OVER,
                        "summer helper",
                        "ACTIVE",
                        false,
                        OVER + " may act only within the time that was set for it",
                        "assistant",
                        "",
                        List.of()));
    }

    private static List<Task> tasks() {
        return List.of(new Task(
                TASK,
                RESEARCHER,
                "researcher",
                "You",
                "find out what others say about us",
                List.of("web.browse", "payments.transfer: amount from 0 to 500"),
                Instant.now().plusSeconds(3_000).toString()));
    }

    @Override
    public Overview overview() {
        var until = Instant.now().plusSeconds(600_000).toString();
        return new Overview(
                List.of(new Offer(OFFER, STOPPED, "book<keeper>", "keeps books", until)),
                agents(),
                tasks(),
                agreements(),
                false);
    }

    private static List<Task> agreements() {
        var until = Instant.now().plusSeconds(600).toString();
        return List.of(new Task(
                AGREED,
                STOPPED,
                "book<keeper>",
                "You",
                "keep the books",
                List.of("email.send: to one of bo@partner.example"),
                until));
    }

    @Override
    public Optional<AnsweredFor> find(String id) {
        return agents().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .map(agent -> new AnsweredFor(agent, agent.isActive() ? tasks() : List.of(), false));
    }

    @Override
    public Optional<String> accept(String offer) {
        return did("accept " + offer);
    }

    @Override
    public Optional<String> refuse(String offer) {
        return did("refuse " + offer);
    }

    @Override
    public Optional<String> stop(String agent, String reason) {
        return did("stop " + agent + " " + reason);
    }

    @Override
    public Optional<String> resume(String agent, String reason) {
        return did("resume " + agent + " " + reason);
    }

    @Override
    public Optional<String> revoke(String task, String reason) {
        return did("revoke " + task + " " + reason);
    }

    private Optional<String> did(String what) {
        done.add(what);
        return against;
    }
}
