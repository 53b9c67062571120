package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.attestation.AttestationStatus;
import dev.mandate.audit.engine.attestation.Attestations;
import dev.mandate.audit.engine.attestation.Report;
import dev.mandate.audit.engine.attestation.WaitingAction;
import dev.mandate.audit.engine.attestation.WaitingAction.Arrival;
import dev.mandate.audit.engine.calls.Enrichment;
import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.completeness.Mark;
import dev.mandate.audit.engine.completeness.Progress;
import dev.mandate.audit.engine.deadletters.UnreadableRecords;
import dev.mandate.audit.engine.groups.GroupEvent;
import dev.mandate.audit.engine.incidents.FailedRule;
import dev.mandate.audit.engine.incidents.MisreportedOutcome;
import dev.mandate.audit.engine.records.Failure;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.sigma.correlation.Quarantine;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an action, holds it against the decisions of its session, has it judged and tells the groups that it concerns. Decisions and actions of a session come to the same task.
 */
final class ReadActions extends ContextualProcessor<byte[], byte[], byte[], ProcessingResult> {
    private static final String ACTIONS = TopicCatalogue.AGENT_ACTIONS.name();
    private static final String DECISIONS = TopicCatalogue.AUTHZ_DECISIONS.name();
    private static final Duration VOUCH = Duration.ofSeconds(1);
    /**
     * While nothing is processed: a mark goes to all tasks of two stages, and each sends its own. Once in each such stretch of the clock, so
     * that all tasks do it in the same second, and one transaction of each stage has the marks of all.
     */
    private static final Duration VOUCH_IDLE = Duration.ofSeconds(3);

    private static final Duration BUSY = Duration.ofSeconds(10);

    private final Supplier<RuleBook> rules;
    private final Surroundings surroundings;
    private final Inputs inputs;
    private final CommitPace commits;
    private final Function<Receipt, String> digest;
    private final JudgeCall calls;
    private final Quarantine quarantine = new Quarantine();
    private @Nullable SessionStore sessions;
    private @Nullable Attestations attestations;
    private @Nullable Progress progress;
    private @Nullable RefusedRecords refused;
    private @Nullable Cancellable looking;
    private long processedAt;
    private long vouchedAt;

    /** @param digest of what whoever tells of a call shows, as decisions have it */
    ReadActions(
            Supplier<RuleBook> rules,
            Surroundings surroundings,
            Inputs inputs,
            CommitPace commits,
            Function<Receipt, String> digest) {
        this.digest = digest;
        this.rules = rules;
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.commits = commits;
        this.calls = new JudgeCall(surroundings);
    }

    @Override
    public void init(ProcessorContext<byte[], ProcessingResult> context) {
        super.init(context);
        surroundings.awaitReady();
        var opened = SessionStore.open(context);
        var begun = Progress.begin(
                inputs, List.of(ACTIONS, DECISIONS), context.taskId().partition());
        var known = new Attestations(
                context.getStateStore(Attestations.DECISIONS),
                context.getStateStore(Attestations.WAITING),
                begun,
                surroundings.reportedWithin());
        begun.waiting(ACTIONS, known::firstWaiting);
        sessions = opened;
        attestations = known;
        progress = begun;
        refused = new RefusedRecords(context);
        var missed = new MissedOutcomes(context, opened, surroundings);
        context.schedule(VOUCH, PunctuationType.WALL_CLOCK_TIME, now -> vouch(begun, known, missed, now));
        context.schedule(
                SessionStore.LOOK,
                PunctuationType.WALL_CLOCK_TIME,
                now -> EndedSessions.tell(context, begun, opened, now));
        if (known.firstWaiting().isPresent()) lookForSettled();
    }

    /** Only while something waits: after each look a task has something to commit, whatever it did. */
    private void lookForSettled() {
        if (looking != null) return;
        progress().lookFor(ACTIONS, true);
        looking = context().schedule(Inputs.LOOK, PunctuationType.WALL_CLOCK_TIME, now -> {
            known().settled().forEach(this::resume);
            if (known().firstWaiting().isEmpty()) stopLooking();
        });
    }

    private void stopLooking() {
        if (looking != null) looking.cancel();
        looking = null;
        progress().lookFor(ACTIONS, false);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context().recordMetadata().orElseThrow().topic().equals(DECISIONS)) decided(record, arrived());
        else process(record, DecodedAction.inItsTurn(Wire.of(record)));
    }

    void process(Record<byte[], byte[]> record, DecodedAction action) {
        take(record, action, arrived(), known()::of);
    }

    /** One that needs no reading, since whoever made it is here. */
    void process(DecisionEvent decision) {
        known().decided(decision, arrived().at()).forEach(this::resume);
    }

    private Arrival arrived() {
        var origin = context().recordMetadata().orElseThrow();
        progress().processed(origin.topic(), origin.offset());
        var now = context().currentSystemTimeMs();
        processedAt = now;
        commits.worked(context());
        return new Arrival(origin.partition(), origin.offset(), now);
    }

    /** An action that names a decision which can't be read is one without. What is written about it has the time of its arrival. */
    private void decided(Record<byte[], byte[]> arrived, Arrival arrival) {
        var record = arrived.withTimestamp(arrival.at());
        DecisionEvent event;
        try {
            event = CloudEventCodec.decode(DecisionEvent.FAMILY, Wire.of(record))
                    .data();
        } catch (Unreadable e) {
            doubt(record, e.reason(), arrival.at());
            refused().refuse(record, DECISIONS, arrival, e.reason(), String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException | StackOverflowError e) {
            refused().refuse(record, DECISIONS, arrival, e);
            doubt(record, Unreadable.Reason.REFUSED, arrival.at());
            return;
        }
        if (event instanceof DecisionAddendum.Misreported told) misreported(record, told);
        else known().decided(event, arrival.at()).forEach(this::resume);
    }

    private void misreported(Record<byte[], byte[]> record, DecisionAddendum.Misreported told) {
        var session = told.session();
        var person =
                session == null ? null : surroundings.accountablePerson(session).orElse(null);
        var finding = new ProcessingResult.Failing(MisreportedOutcome.finding(told, person));
        context().forward(Wire.withoutHeaders(record).withValue(finding));
    }

    /** What the session was allowed by it is unknown. A type that came later is none of a decision, as authz-service has it. */
    private void doubt(Record<byte[], byte[]> record, Unreadable.Reason reason, long now) {
        if (reason == Unreadable.Reason.UNKNOWN_TYPE || record.key() == null) return;
        var session = UnreadableRecords.session(new String(record.key(), UTF_8));
        if (session == null) return;
        var doubted = sessions().doubt(session, UnreadableRecords.Kind.DECISION.rule(), now);
        context().forward(record.withValue(new ProcessingResult.State(doubted)));
    }

    /** Its decision has come, or is known not to exist, and so it is with all that its session did before. */
    private void resume(WaitingAction waiting) {
        commits.worked(context());
        var arrival = waiting.arrival();
        var record = new Record<>(waiting.key(), waiting.value(), arrival.at(), Wire.headers(waiting.wire()));
        take(record, DecodedAction.inItsTurn(waiting.wire()), arrival, known()::settled);
    }

    /** @return how many actions are not judged, since they have waited for their decisions since before */
    int passOver(long before) {
        var waited = known().waiting();
        if (waited == 0) return 0;
        var ready = known().passOver(before);
        ready.forEach(this::resume);
        return waited - ready.size() - known().waiting();
    }

    /** How an action stands to the decisions of its session. */
    private interface Stands {
        @Nullable
        Report to(ToolCalled call, String action, @Nullable String shown);
    }

    private void take(Record<byte[], byte[]> record, DecodedAction action, Arrival arrival, Stands stands) {
        try {
            var envelope = action.told();
            if (!(envelope.data() instanceof ToolCalled call)) return; // what a model was asked is no call of a tool
            var receipt = envelope.receipt();
            var shown = receipt == null ? null : digest.apply(receipt);
            var report = stands.to(call, Enrichment.id(envelope), shown);
            if (report == null) {
                known().waits(call, WaitingAction.of(action.wire(), arrival));
                lookForSettled();
            } else {
                judge(record, arrival, envelope, report);
            }
        } catch (Unreadable | RuntimeException | StackOverflowError e) {
            refused().refuse(record, ACTIONS, arrival, e);
        }
    }

    /** The event concerns groups, here and elsewhere, and the session's state is told with what they found: a session's actions are judged in the order of the topic. */
    private void judge(Record<byte[], byte[]> original, Arrival arrival, Envelope<ActionEvent> told, Report report) {
        if (report.standing() == AttestationStatus.REPEATED) return;
        var record = Wire.withoutHeaders(original);
        var now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        var store = sessions();
        var event = calls.judge(store, told, report, now);
        Throwable failure = null;
        for (var each : groups(event, record, now)) {
            var concerning = record.withKey(each.group().encoded().getBytes(UTF_8))
                    .withValue(new ProcessingResult.Concerning(each));
            var its = Failure.of(() -> context().forward(concerning, RiskTopology.CONCERNING));
            if (failure == null) failure = its;
        }
        var session = ((ToolCalled) told.data()).session().value();
        var after = report.standing().restricts() ? store.risk(session) : null; // what was found on the way is in it
        var state = after == null ? null : new ProcessingResult.State(after.upTo(arrival.place()));
        if (state != null) context().forward(record.withValue(state), RiskTopology.STATE);
        if (failure != null) refused().refuse(original, ACTIONS, arrival, failure);
    }

    private List<GroupEvent> groups(RiskEvent event, Record<byte[], byte[]> record, Instant now) {
        var groups = rules.get()
                .groups(
                        event,
                        quarantine,
                        now,
                        (rule, failure) -> context()
                                .forward(record.withValue(new ProcessingResult.Failing(
                                        FailedRule.finding(rule, event, failure, quarantine.failed(rule, now))))));
        var all = GroupEvent.of(groups, event);
        return event.restricts() ? all : all.stream().map(GroupEvent::setApart).toList();
    }

    /** Tells until when everything has been judged here: nothing of before then unread, nothing waiting. */
    private void vouch(Progress progress, Attestations known, MissedOutcomes missed, long now) {
        progress.completeUntil().ifPresent(until -> {
            missed.tell(known.missed(until), now);
            known.forget(until);
            var busy = now < processedAt + BUSY.toMillis();
            if (!busy && now / VOUCH_IDLE.toMillis() == vouchedAt / VOUCH_IDLE.toMillis()) return;
            vouchedAt = now;
            context().forward(new Mark(context().taskId().partition(), until).record(now));
            commits.worked(context());
        });
    }

    private SessionStore sessions() {
        return Objects.requireNonNull(sessions, "not initialised");
    }

    private RefusedRecords refused() {
        return Objects.requireNonNull(refused, "not initialised");
    }

    private Progress progress() {
        return Objects.requireNonNull(progress, "not initialised");
    }

    Attestations known() {
        return Objects.requireNonNull(attestations, "not initialised");
    }
}
