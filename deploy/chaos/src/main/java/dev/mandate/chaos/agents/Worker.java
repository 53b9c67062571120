package dev.mandate.chaos.agents;

import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Failure;
import dev.mandate.authz.client.Question;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;
import dev.mandate.events.ids.DecisionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person and the agent that works for him: it asks before each call, and what it did is told. */
public final class Worker {
    static final String READ = "crm.read_contact";
    static final String SEND = "email.send";
    /** In no delegation here. */
    static final String DELETE = "files.delete";

    /** As the server behind the gateways calls them. */
    static final String READING = "read_contact";

    static final String SENDING = "send_mail";
    static final String DELETING = "delete_file";

    /** What a person wants, in words that nobody here reads: only then a mail to whom he names is found, and yet not held for his yes. */
    static final String UNREAD = "Kundenfragen beantworten";

    private static final String OUTSIDE = "someone@partner.example";

    /** Nobody ends it, and a person has a thousand at most. */
    private static final Duration TASK = Duration.ofMinutes(15);

    /** For which its token surely counts: work that took longer, since nobody answered, is given up. */
    static final Duration AT_WORK = Duration.ofMinutes(4);

    final String employee;
    private final String name;
    private final String agent;
    private final Clients clients;
    private final GatewayCalls gateways;
    private final Reports reports;
    private final Ledger ledger;

    private Worker(
            String employee,
            String name,
            String agent,
            Clients clients,
            GatewayCalls gateways,
            Reports reports,
            Ledger ledger) {
        this.employee = employee;
        this.name = name;
        this.agent = agent;
        this.clients = clients;
        this.gateways = gateways;
        this.reports = reports;
        this.ledger = ledger;
    }

    /** @param employee who has joined; waits until identity-service knows him, however long the way there takes */
    public static Worker of(String employee, Clients clients, GatewayCalls gateways, Reports reports, Ledger ledger) {
        var name = "agent-of-" + employee;
        Patience.until(
                employee + " is known",
                () -> clients.again(() -> clients.cast().signIn().tryPerson(employee))
                                .status()
                        == 200);
        var agent = clients.again(() -> clients.cast().agent(name, employee));
        return new Worker(employee, name, agent, clients, gateways, reports, ledger);
    }

    /** The person lets the agent read contacts and send mails, to whom he names. */
    Session task(String words) {
        return clients.again(() -> clients.cast()
                .delegate(
                        clients.cast().signIn().person(employee),
                        name,
                        agent,
                        words,
                        List.of(
                                Map.of("tool", READ, "constraints", List.of()),
                                Map.of("tool", SEND, "constraints", List.of())),
                        TASK,
                        Map.of("taskIdentifiers", List.of(OUTSIDE))));
    }

    void ends(Session session) {
        var token = clients.again(() -> clients.cast().signIn().person(employee));
        clients.again(() -> clients.api()
                .post(
                        Service.IDENTITY,
                        "/delegations/" + session.delegation() + "/revoke",
                        token,
                        Map.of("reason", "done"))
                .orRefuse());
    }

    /** Asked once. Null where there was no answer. */
    @Nullable
    Decision asks(Session session, String tool, Map<String, Object> arguments) {
        var decision = clients.authz(session.token())
                .decide(Question.about("agent", agent)
                        .doing("call", "tool", tool)
                        .with(arguments));
        var failure = decision.failure();
        if (failure != null) {
            if (failure.kind() == Failure.Kind.TIMEOUT || failure.kind() == Failure.Kind.UNREACHABLE)
                ledger.unanswered();
            else ledger.refused.add(decision.toString());
            return null;
        }
        if (decision.allowed()) ledger.allowed(new DecisionId(decision.id()));
        else ledger.denied(decision.id(), decision.reason());
        return decision;
    }

    /** Asks until it is allowed, then does it. False if it wasn't by then, or the report's fate isn't known. */
    boolean does(Session session, String tool, Map<String, Object> arguments, Instant until) {
        while (Instant.now().isBefore(until)) {
            var decision = asks(session, tool, arguments);
            if (decision != null && decision.allowed()) return tells(session, decision, tool, arguments);
            Patience.pause();
        }
        return false;
    }

    /** The agent's own, by which gateways are asked. */
    String gatewayToken(Session session) {
        return clients.again(() -> clients.cast()
                .signIn()
                .tryAgent(name, agent, session.delegation(), Map.of("resource", Gateways.RESOURCE))
                .orRefuse()
                .path("access_token")
                .asText());
    }

    /** One request to a gateway. */
    GatewayCalls.Outcome calls(String call, String token, String tool) {
        return gateways.make(call, token, tool, argumentsBehind(tool, call));
    }

    /** Has it done by a gateway, and asks again while it isn't. Whoever doesn't know what became of a call goes no further. */
    boolean hasDone(Session session, String token, String tool, Instant until) {
        while (Instant.now().isBefore(until)) {
            var outcome = calls(CallId.next(), token, tool);
            if (outcome == GatewayCalls.Outcome.NOBODY_KNOWS) ledger.uncertainSessions.add(session.session());
            if (outcome != GatewayCalls.Outcome.NOT_DONE) return outcome == GatewayCalls.Outcome.DONE;
            Patience.pause();
        }
        return false;
    }

    /** What is told of an allow that was given. */
    boolean tells(Session session, Decision allow, String tool, Map<String, Object> arguments) {
        var receipt = Verdict.of(allow).receipt();
        return reports.done(session, agent, new DecisionId(allow.id()), receipt, tool, arguments);
    }

    /** Tells of a call that nobody decided. */
    boolean makesUp(Session session, String tool, Map<String, Object> arguments) {
        return reports.done(session, agent, DecisionId.next(), null, tool, arguments);
    }

    static Map<String, Object> contact(int number) {
        return Map.of("contact", "c-" + number);
    }

    private static Map<String, Object> argumentsBehind(String tool, String call) {
        if (!tool.equals(SENDING)) return Map.of("contact", call);
        return Map.of("to", List.of(OUTSIDE), "subject", call, "body", "see above");
    }

    static Map<String, Object> mailOutside() {
        return Map.of("to", List.of(OUTSIDE), "subject", "contacts", "body", "see above");
    }
}
