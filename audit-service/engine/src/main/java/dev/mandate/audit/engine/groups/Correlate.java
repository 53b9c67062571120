package dev.mandate.audit.engine.groups;

import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.Mark;
import dev.mandate.audit.engine.completeness.Marks;
import dev.mandate.audit.engine.incidents.FailedRule;
import dev.mandate.audit.engine.incidents.FindingRecord;
import dev.mandate.audit.engine.incidents.Findings;
import dev.mandate.audit.engine.incidents.OpenIncident;
import dev.mandate.audit.engine.incidents.OutgrownGroup;
import dev.mandate.audit.engine.records.Failure;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.Quarantine;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.Withdrawal;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.risk.FindingEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Advances one group by one event and tells what came true. A mark, which has no value, says until when there was none. */
public final class Correlate extends ContextualProcessor<byte[], GroupEvent, byte[], byte[]> {
    private final Supplier<RuleBook> rules;
    private final GroupStore.Names names;
    private final boolean atHome;
    private final Inputs inputs;
    private final Marks marks;
    private final Surroundings surroundings;
    private final Quarantine quarantine = new Quarantine();
    private @Nullable GroupStore store;
    private @Nullable SessionStore sessions;
    private @Nullable Instant judged;

    private Correlate(
            Supplier<RuleBook> rules,
            Surroundings surroundings,
            Inputs inputs,
            GroupStore.Names names,
            boolean atHome,
            int partitions) {
        this.rules = rules;
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.names = names;
        this.atHome = atHome;
        this.marks = new Marks(partitions);
    }

    /** In the task of the sessions, whose state can be told at once. */
    public static Correlate atHome(Supplier<RuleBook> rules, Surroundings surroundings, Inputs inputs) {
        return new Correlate(rules, surroundings, inputs, GroupStore.Names.SESSIONS, true, 1);
    }

    /** @param partitions of the stage before, from each of which marks come */
    public static Correlate elsewhere(
            Supplier<RuleBook> rules, Surroundings surroundings, Inputs inputs, int partitions) {
        return new Correlate(rules, surroundings, inputs, GroupStore.Names.ELSEWHERE, false, partitions);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        var opened = GroupStore.open(context, names);
        store = opened;
        if (atHome) sessions = SessionStore.open(context);
        context.schedule(
                GroupStore.SWEEP,
                PunctuationType.WALL_CLOCK_TIME,
                now -> inputs.quietUntil(Optional.ofNullable(judged), Instant.ofEpochMilli(now))
                        .ifPresent(opened::sweep));
    }

    @Override
    public void process(Record<byte[], GroupEvent> record) {
        var groups = store;
        if (groups == null) throw new IllegalStateException("not initialised");
        if (record.value() == null) {
            Mark.of(record).flatMap(marks::take).ifPresent(until -> judged = until);
            return;
        }
        var now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        var book = rules.get();
        var advance = groups.advance(book, record.value(), now.toEpochMilli());
        for (var group : record.value().rules()) {
            var rule = book.ruleOf(group);
            if (rule == null || quarantine.holds(rule, now)) continue;
            guarded(rule, record, now, () -> advance.by(group));
        }
        var matches = advance.stored();
        if (advance.outgrown()) tellOutgrown(record);
        for (var withdrawal : advance.withdrawn())
            guarded(withdrawal.match().rule(), record, now, () -> withdraw(groups, withdrawal, record, now));
        for (var match : matches) guarded(match.rule(), record, now, () -> tell(groups, match, record, now));
    }

    private void guarded(Rule rule, Record<byte[], GroupEvent> record, Instant now, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | StackOverflowError e) {
            if (!Failure.ofRecord(e)) throw e;
            passOver(rule, record, e, now);
        }
    }

    /** A bug of ours, for this rule alone: the trail has the event, and all others must still be judged. */
    private void passOver(Rule rule, Record<byte[], GroupEvent> record, Throwable failure, Instant now) {
        forward(FailedRule.finding(rule, record.value().event(), failure, quarantine.failed(rule, now)), record);
    }

    private void tellOutgrown(Record<byte[], GroupEvent> record) {
        var finding =
                OutgrownGroup.finding(record.value().group(), record.value().event());
        var session = finding.unmapped().session();
        if (sessions != null && session != null && finding.attested())
            sessions.found(session, OutgrownGroup.RULE.id(), OutgrownGroup.RULE.level(), null);
        forward(finding, record);
    }

    private void tell(GroupStore store, Match match, Record<byte[], GroupEvent> cause, Instant now) {
        var evidence = store.evidence(match);
        var before = store.incident(match);
        var incident = before == null
                ? OpenIncident.opened(Findings.id(match), match, evidence)
                : before.with(match, evidence);
        var worthTelling = before == null || incident.worthTelling(before);
        store.put(match, worthTelling ? incident.asTold() : incident);
        var suppression =
                surroundings.suppression(match.rule().id(), match.group().shared(), now);
        count(match, cause.value().event(), suppression.isPresent());
        if (worthTelling) forward(Findings.of(match, incident, evidence, suppression), incident.revision(), cause);
    }

    /** Whether it is told or not: a person may have said yes to what was told, and not to this. */
    private void count(Match match, RiskEvent event, boolean suppressed) {
        if (sessions == null || match.shadow() || suppressed || !event.restricts()) return;
        sessions.found(
                event.text(RiskFields.SESSION), match.rule().id(), match.rule().level(), event.approval());
    }

    /** What the session may not do because of it stays: see DESIGN.md. */
    private void withdraw(GroupStore store, Withdrawal withdrawal, Record<byte[], GroupEvent> cause, Instant now) {
        var match = withdrawal.match();
        var before = store.incident(match);
        if (before == null) return;
        var incident = before.without(withdrawal.ends());
        if (incident == before) return;
        if (!incident.worthTelling(before)) {
            store.put(match, incident);
            return;
        }
        store.put(match, incident.asTold());
        var suppression =
                surroundings.suppression(match.rule().id(), match.group().shared(), now);
        var finding = Findings.withdrawn(match, incident, cause.value().event(), suppression);
        forward(finding, incident.revision(), cause);
    }

    private void forward(FindingEvent finding, int revision, Record<byte[], GroupEvent> cause) {
        context().forward(FindingRecord.of(finding, revision, Wire.traceparent(cause), cause.timestamp()));
    }

    private void forward(FindingEvent finding, Record<byte[], GroupEvent> cause) {
        context().forward(FindingRecord.of(finding, Wire.traceparent(cause), cause.timestamp()));
    }
}
