package dev.mandate.chaos.books;

import dev.mandate.chaos.books.Found.Allow;
import dev.mandate.chaos.books.Found.Incident;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.ledger.CallId;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.Account;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What topics and trail hold: how often each thing is there, by what the ledger calls it. A record that comes again, with the same source, id
 * and value, is there once, as the contract of topics has it (events/README.md): whoever reads them drops it.
 */
final class Records implements AutoCloseable {
    private final Installation installation;
    private final Copies joined = new Copies();
    private final Copies left = new Copies();
    private final Copies decisions = new Copies();
    private final Copies actions = new Copies();
    private final Map<String, Allow> allows = new HashMap<>();
    private final Set<String> withheld = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private final Map<Incident, Set<String>> incidents = new HashMap<>();
    private final List<TopicRecords<?>> topics;

    Records(Installation installation) {
        this.installation = installation;
        var client = installation.client(Account.OPERATOR);
        topics = List.of(
                new TopicRecords<>(WorkerEvent.FAMILY, client, this::worker),
                new TopicRecords<>(DecisionEvent.FAMILY, client, this::decision),
                new TopicRecords<>(ActionEvent.FAMILY, client, this::action),
                new TopicRecords<>(FindingEvent.FAMILY, client, this::finding));
    }

    /** All that is committed by now. */
    Found found() {
        topics.forEach(TopicRecords::readOn);
        var trail = trail();
        return new Found(
                joined.counts(),
                left.counts(),
                trail.joined(),
                trail.left(),
                decisions.counts(),
                trail.decisions(),
                actions.counts(),
                trail.actions(),
                trail.changes(),
                incidents,
                allows,
                told);
    }

    private void worker(Envelope<WorkerEvent> event, byte[] value) {
        if (event.data() instanceof WorkerEvent.Joined) joined.add(event.data().employeeId(), event, value);
        if (event.data() instanceof WorkerEvent.Left) left.add(event.data().employeeId(), event, value);
    }

    private void decision(Envelope<DecisionEvent> event, byte[] value) {
        if (event.data() instanceof DecisionEvent.Decided decided) {
            var id = decided.decision().value();
            decisions.add(id, event, value);
            if (!withheld.contains(id)) allowed(decided).ifPresent(allow -> allows.put(id, allow));
        }
        if (event.data() instanceof DecisionAddendum.Withheld none) {
            withheld.add(none.decision().value());
            allows.remove(none.decision().value());
        }
    }

    private static Optional<Allow> allowed(DecisionEvent.Decided decided) {
        var permit = decided.permit();
        var session = decided.session();
        if (!decided.allowed() || permit == null || session == null) return Optional.empty();
        var arguments = decided.arguments();
        var call = arguments == null ? null : CallId.among(arguments.values());
        return Optional.of(new Allow(session.value(), call, permit.until()));
    }

    private void action(Envelope<ActionEvent> event, byte[] value) {
        actions.add(event.id(), event, value);
        if (event.data() instanceof ActionEvent.ToolCalled called && called.decision() != null)
            told.add(called.decision().value());
    }

    private void finding(Envelope<FindingEvent> event, byte[] value) {
        var finding = event.data();
        incidents
                .computeIfAbsent(
                        new Incident(
                                String.valueOf(finding.unmapped().session()),
                                finding.findingInfo().title()),
                        unknown -> new HashSet<>())
                .add(finding.findingInfo().uid().value());
    }

    private Trail trail() {
        try (var rows = installation.rows()) {
            return Trail.read(rows);
        } catch (SQLException e) {
            throw new IllegalStateException("the trail can't be read", e);
        }
    }

    @Override
    public void close() {
        topics.forEach(TopicRecords::close);
    }
}
