package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.groups.Correlate;
import dev.mandate.audit.engine.groups.GroupEvent;
import dev.mandate.audit.engine.groups.GroupStore.Names;
import dev.mandate.audit.engine.incidents.FindingRecord;
import dev.mandate.audit.engine.profiles.Learn;
import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.sessions.SessionMatch;
import dev.mandate.audit.engine.sessions.SessionStates;
import dev.mandate.audit.engine.sessions.SessionStore;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.stored.ObjectStore;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stages of {@link RiskTopology} for events that are played once, in the caller's thread: the same processors in the same order,
 * without topics between them, tasks, transactions or encoded state. Each record is judged to its end before the next one is taken.
 *
 * <p>All calls have decisions, which come first. Nobody tells how far topics were read, so that an action whose decision never comes
 * waits, and with it what its session does next, until it is {@linkplain #passOver passed over}. Dead letters of other services are not judged here, and what the topology puts aside between its stages is thrown.
 */
public final class PlayedJob {
    private final PlayedClock clock;
    private final Map<String, StateStore> stores = new HashMap<>();
    private final ReadActions read;
    private final Correlate home;
    private final Correlate elsewhere;
    private final Learn learn = new Learn();
    private final SessionStates sessions = new SessionStates();
    private final PlayedStage<byte[], ProcessingResult> reading;

    private final Queue<Record<byte[], GroupEvent>> away = new ArrayDeque<>();
    private final Queue<ProfileSample> lessons = new ArrayDeque<>();
    private final Queue<SessionMatch> matches = new ArrayDeque<>();

    private final Map<String, Long> offsets = new HashMap<>();
    private final List<byte[]> findings = new ArrayList<>();
    private final List<SessionRisk> states = new ArrayList<>();
    private final List<ProfileTally> tallies = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * @param rules asked anew for each event, so that a swap takes effect at once
     * @param begin where the clock stands until time passes
     */
    public PlayedJob(Supplier<RuleBook> rules, Surroundings surroundings, Instant begin) {
        var inputs = Inputs.allAtHand();
        clock = new PlayedClock(begin);
        var builder = new PlayedStores();
        SessionStore.addTo(builder, surroundings.storedForm());
        Names.SESSIONS.addTo(builder);
        Names.ELSEWHERE.addTo(builder);
        Learn.addTo(builder);
        read = new ReadActions(rules, surroundings, inputs, new CommitPace(), Receipt::shown);
        home = Correlate.atHome(rules, surroundings, inputs);
        elsewhere = Correlate.elsewhere(rules, surroundings, inputs, 1);
        reading = new PlayedStage<>(clock, stores, this::took);
        read.init(reading);
        home.init(new PlayedStage<>(clock, stores, found -> findings.add(found.value())));
        elsewhere.init(new PlayedStage<>(clock, stores, this::foundElsewhere));
        sessions.init(new PlayedStage<>(clock, stores, state -> {})); // both say it to their caller
        learn.init(new PlayedStage<>(clock, stores, tally -> {}));
    }

    /** As on {@code authz.decisions.v1}. */
    public void decision(WireRecord decision) {
        take(TopicCatalogue.AUTHZ_DECISIONS, decision);
    }

    /** The same, of whoever made it himself: it is not written to be read. */
    public void decision(DecisionEvent.Decided decision) {
        reads(TopicCatalogue.AUTHZ_DECISIONS);
        read.process(decision);
        goOn();
    }

    /** As on {@code agent.actions.v1}, but for what whoever tells of it shows: that is the digest already, since nobody keeps more. */
    public void action(WireRecord action) {
        take(TopicCatalogue.AGENT_ACTIONS, action);
    }

    /** The same, of one that was read before. */
    public void action(DecodedAction action) {
        reads(TopicCatalogue.AGENT_ACTIONS);
        read.process(record(action.wire()), action);
        goOn();
    }

    /** Nothing happens meanwhile; sessions that rested for long enough have ended and teach. */
    public void pass(Duration time) {
        clock.pass(time);
        goOn();
    }

    /**
     * Actions whose decisions have not come for so long are not judged; what waited behind them is.
     *
     * @return how many they are
     */
    public int passOver(Duration waited) {
        var passed = read.passOver(clock.now() - waited.toMillis());
        goOn();
        return passed;
    }

    /** How many actions wait for their decisions, or behind one that does. */
    public int waiting() {
        return read.known().waiting();
    }

    /** Since they were asked for last, in their order. */
    public List<FindingEvent> findings() {
        return writtenFindings().stream().map(PlayedJob::finding).toList();
    }

    /** The same, each to be read by {@link #finding} when it matters. */
    public List<byte[]> writtenFindings() {
        return taken(findings);
    }

    /** Of sessions, since they were asked for last; the last of a session is its newest. */
    public List<SessionRisk> states() {
        return taken(states);
    }

    /** Of profiles, since they were asked for last. */
    public List<ProfileTally> tallies() {
        return taken(tallies);
    }

    /** Why records could not be taken, since it was asked for last. */
    public List<String> refused() {
        return taken(refused);
    }

    private static <T> List<T> taken(List<T> told) {
        var all = List.copyOf(told);
        told.clear();
        return all;
    }

    private void take(Topic topic, WireRecord wire) {
        reads(topic);
        read.process(record(wire));
        goOn();
    }

    private Record<byte[], byte[]> record(WireRecord wire) {
        return new Record<>(wire.key(), wire.value(), clock.now(), Wire.headers(wire));
    }

    private void reads(Topic topic) {
        reading.reads(topic.name(), offsets.merge(topic.name(), 1L, Long::sum) - 1);
    }

    private void took(Record<byte[], ProcessingResult> record) {
        var result = record.value();
        if (result instanceof ProcessingResult.Concerning concerning) {
            var event = record.withValue(concerning.event());
            if (concerning.event().group().bySession()) home.process(event);
            else away.add(event);
        } else if (result instanceof ProcessingResult.State state) {
            states.add(state.risk());
        } else if (result instanceof ProcessingResult.Ended ended) {
            lessons.add(ended.sample());
        } else if (result instanceof ProcessingResult.Failing failing) {
            findings.add(FindingRecord.of(failing.finding(), Wire.traceparent(record), record.timestamp())
                    .value());
        } else if (result instanceof ProcessingResult.Refused) {
            refused.add(message(record.headers()));
        }
    }

    /** What takes a hop to another task waits until the record is done with. */
    private void goOn() {
        while (true) {
            if (!away.isEmpty()) elsewhere.process(away.remove());
            else if (!matches.isEmpty()) matched(matches.remove());
            else if (!lessons.isEmpty()) learn.learn(lessons.remove(), tallies::add);
            else return;
        }
    }

    private void foundElsewhere(Record<byte[], byte[]> found) {
        findings.add(found.value());
        for (var match : SessionMatch.of(found.value())) matches.add(match.value);
    }

    private void matched(SessionMatch match) {
        var state = sessions.found(match);
        if (state != null) states.add(state);
    }

    private static String message(Headers headers) {
        var message = headers.lastHeader(DeadLetter.MESSAGE);
        return message == null ? "" : new String(message.value(), UTF_8);
    }

    public static FindingEvent finding(byte[] json) {
        try {
            return EventJson.mapper().readValue(json, FindingEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class PlayedStores extends StreamsBuilder {
        @Override
        public synchronized StreamsBuilder addStateStore(StoreBuilder<?> store) {
            stores.put(store.name(), ObjectStore.insteadOf(store));
            return this;
        }
    }
}
