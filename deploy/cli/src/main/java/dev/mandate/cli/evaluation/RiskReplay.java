package dev.mandate.cli.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.job.RiskTopology;
import dev.mandate.authz.engine.sessions.CountedCall;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.cli.traces.TraceRun;
import dev.mandate.cli.traces.TraceTools;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.provenance.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The risk job as it runs in audit-service, driven in this process, for the runs of one suite: one session a run, one agent for all of
 * them. Before each call the decision is asked with the session's state as it was then.
 *
 * <p>One thread.
 */
final class RiskReplay implements AutoCloseable {
    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
    /** Recordings have no times; their calls are given this distance. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);
    /** After it sessions count as ended and are learnt from. */
    private static final Duration REST = Duration.ofMinutes(62);

    private static final int RUNS_BETWEEN_RESTS = 16;

    private static final String APPLICATION = "evaluate-risk-";
    private static final AtomicInteger REPLAYS = new AtomicInteger();
    private static final int MEDIUM = 3;

    private final String application = APPLICATION + REPLAYS.incrementAndGet();
    private final RecordedWorld world;
    private final Conditions conditions;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> decisions;
    private final TestInputTopic<byte[], byte[]> actions;
    private final TestOutputTopic<byte[], byte[]> findings;
    private final TestOutputTopic<byte[], byte[]> states;
    private final TestOutputTopic<byte[], byte[]> tallies;
    private final IdentityId agent;
    private final @Nullable CallLines calls;
    private Instant now = BEGIN;
    private int sessions;

    /** @param calls is told of each call with consequences; null where nobody wants to know */
    RiskReplay(String suite, TraceTools tools, Conditions conditions, @Nullable CallLines calls) {
        this.calls = calls;
        this.agent = new IdentityId("agt_" + suite.replaceAll("[^0-9A-Za-z._-]", "_"));
        this.world = new RecordedWorld(tools, conditions.reader());
        this.conditions = conditions;
        var rules = conditions.rules();
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        this.driver = new TopologyTestDriver(RiskTopology.playedOnce(() -> rules, world), properties, BEGIN);
        var bytes = new ByteArraySerializer();
        this.decisions = driver.createInputTopic(TopicCatalogue.AUTHZ_DECISIONS.name(), bytes, bytes);
        this.actions = driver.createInputTopic(TopicCatalogue.AGENT_ACTIONS.name(), bytes, bytes);
        this.findings = output(TopicCatalogue.RISK_FINDINGS.name());
        this.states = output(TopicCatalogue.RISK_SESSIONS.name());
        this.tallies = output(TopicCatalogue.RISK_PROFILES.name());
    }

    /**
     * Plays one run from its first call to its last, also past a call that would have been stopped.
     *
     * @param verdicts the rules see what a content classifier said of the answers
     * @param learn profiles take the run in when it has ended
     * @param asked whoever the run worked for is asked where a call is held, and says yes
     */
    RunVerdict play(TraceRun run, boolean verdicts, boolean learn, boolean asked) {
        var session = "del_run" + sessions++;
        world.begins(new SessionId(session), run.taskIdentifiers(), run.words());
        var task = Task.of(run.words());
        @Nullable SessionRisk state = null;
        var allowed = SessionTally.NONE;
        @Nullable Integer alertedAt = null;
        var stopped = new ArrayList<RunVerdict.StoppedCall>();
        var unsendable = new ArrayList<String>();
        var rules = new TreeSet<String>();
        int severity = 0;
        for (int index = 0; index < run.calls().size(); index++) {
            var call = run.calls().get(index);
            var tool = TraceTools.id(run.suite(), call.tool());
            var registered = world.tool(tool).orElse(null);
            var labels = registered == null ? Set.<ToolLabel>of() : registered.labels();
            ActionEvent action;
            try {
                pass(BETWEEN_CALLS);
                action = action(run, call, tool, session, index, verdicts);
            } catch (IllegalArgumentException e) {
                unsendable.add("line " + run.line() + ", call " + (index + 1) + ": " + e.getMessage());
                continue;
            }
            var facts = conditions.reader().read(state, tool, registered, call.arguments(), task);
            var stops = conditions.policies().stops(state, allowed, tool, registered, call.arguments(), facts);
            if (!stops.isEmpty()) stopped.add(new RunVerdict.StoppedCall(index, stops));
            pipe(
                    action,
                    session,
                    index,
                    asked && !stops.isEmpty() && stops.get(0).held());
            if (registered != null) { // no decision lets through what nobody registered, so that it counts for none
                var counted = CountedCall.of(tool, registered, call.arguments());
                allowed = allowed.with(counted).completed(counted, call.failed(), now);
            }
            var told = found();
            if (calls != null) calls.write(run, index, call, labels, facts, stops, told);
            for (var finding : told) {
                rules.add(finding.findingInfo().analytic().name());
                severity = Math.max(severity, finding.severityId());
                if (finding.severityId() >= MEDIUM && alertedAt == null) alertedAt = index;
            }
            var newest = states.readRecordsToList();
            if (!newest.isEmpty()) state = read(newest.get(newest.size() - 1), SessionRisk.class);
        }
        if (sessions % RUNS_BETWEEN_RESTS == 0) rest(learn);
        return new RunVerdict(
                run.id(),
                alertedAt != null,
                FindingEvent.severityName(severity),
                List.copyOf(rules),
                alertedAt,
                List.copyOf(stopped),
                List.copyOf(unsendable));
    }

    /** The driver keeps whatever is written; what nobody here reads would fill the memory. */
    private void forgetRepartitioned() {
        for (var topic : driver.producedTopicNames())
            if (topic.startsWith(application)) output(topic).readRecordsToList();
    }

    /** Time passes until all sessions have ended and been learnt from. */
    void rest(boolean learn) {
        pass(REST);
        states.readRecordsToList();
        found();
        forgetRepartitioned();
        for (var record : tallies.readRecordsToList())
            if (learn) world.profiles().apply(read(record, ProfileTally.class));
    }

    @Override
    public void close() {
        driver.close();
    }

    /** @throws IllegalArgumentException if no platform could send such a call, and why */
    private ActionEvent action(
            TraceRun run, TraceRun.Call call, String tool, String session, int index, boolean verdicts) {
        return new ActionEvent.ToolCalled(
                new SessionId(session),
                agent,
                new DelegationId(session),
                decision(session, index),
                tool,
                call.arguments(),
                now,
                new ToolResult(
                        call.failed() ? ToolResult.Status.FAILED : ToolResult.Status.SUCCEEDED,
                        call.resultSize(),
                        call.identifiers(),
                        verdicts ? call.suspicious() : null),
                run.taskIdentifiers(),
                run.task().isEmpty() ? null : run.suite() + "/" + run.task());
    }

    private static DecisionId decision(String session, int index) {
        return new DecisionId("dec_" + session.substring(4) + "_" + index);
    }

    private void pipe(ActionEvent action, String session, int index, boolean approved) {
        allow(decision(session, index), (ActionEvent.ToolCalled) action, approved);
        send(actions, ActionEvent.FAMILY, new Envelope<>("urn:recorded", session + "-" + index, now, action, null));
    }

    /** The recorded call did run, so a decision let it through; what would have been stopped is told apart from that. */
    private void allow(DecisionId id, ActionEvent.ToolCalled call, boolean approved) {
        var session = call.session();
        var approval = approved
                ? new NeededApproval(ApprovalId.of(id), CallDigest.of(agent, call.tool(), call.arguments()))
                : null;
        DecisionEvent allowed = new DecisionEvent.Decided(
                id,
                now,
                session,
                "agent/" + agent,
                agent,
                List.of(agent),
                null,
                new DelegationId(session.value()),
                "call",
                DecisionEvent.Decided.TOOL + call.tool(),
                null,
                null,
                true,
                null,
                null,
                List.of(),
                "recorded",
                0,
                0,
                "recorded",
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                approval);
        send(decisions, DecisionEvent.FAMILY, new Envelope<>("urn:recorded", id.value(), now, allowed, null));
    }

    private <E> void send(TestInputTopic<byte[], byte[]> topic, EventFamily<E> family, Envelope<E> event) {
        var wire = CloudEventCodec.encode(family, event);
        var headers = new RecordHeaders();
        wire.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        topic.pipeInput(new TestRecord<>(wire.key(), wire.value(), headers, now));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private List<FindingEvent> found() {
        var found = new ArrayList<FindingEvent>();
        for (var record : findings.readRecordsToList()) found.add(read(record, FindingEvent.class));
        return found;
    }

    private static <T> T read(TestRecord<byte[], byte[]> record, Class<T> type) {
        try {
            return EventJson.mapper().readValue(record.value(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
