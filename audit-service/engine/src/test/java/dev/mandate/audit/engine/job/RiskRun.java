package dev.mandate.audit.engine.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import dev.mandate.audit.engine.OcsfSchema;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.commits.CommitPace;
import dev.mandate.audit.engine.completeness.Consumed;
import dev.mandate.audit.engine.completeness.Inputs;
import dev.mandate.audit.engine.groups.GroupStore;
import dev.mandate.audit.engine.incidents.OpenIncident;
import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.rules.ShippedRules;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.audit.engine.stored.DecodedStore;
import dev.mandate.audit.engine.surroundings.Surroundings;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.authz.DecidedBuilder;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.GuardOutcome;
import dev.mandate.events.authz.NeededApproval;
import dev.mandate.events.authz.Permit;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SuppressionState;
import dev.mandate.events.risk.WholeSessions;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** One day of agents, told in calls; the wall clock is where the story is. */
public final class RiskRun implements AutoCloseable {
    public static final Instant MIDNIGHT = Instant.parse("2026-01-15T00:00:00Z");
    static final IdentityId ADA = new IdentityId("per_ada");

    private final Duration reportedWithin;
    private final Inputs inputs;
    private final AtomicReference<RuleBook> rules;
    private final Map<String, CatalogEntry.Tool> tools = new HashMap<>();
    private final Map<String, ApprovalId> approvals = new HashMap<>();
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> actions;
    private final TestInputTopic<byte[], byte[]> decisions;
    private final TestOutputTopic<byte[], byte[]> findings;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final Profiles profiles = new Profiles();
    private final List<SuppressionState> suppressions = new ArrayList<>();
    private final List<FindingEvent> alerts = new ArrayList<>();
    private final TestOutputTopic<byte[], byte[]> tallies;
    private final TestOutputTopic<byte[], byte[]> states;
    private final WholeSessions sessions = new WholeSessions();
    private String taskKind = "task";
    private List<String> taskIdentifiers = List.of();
    private List<String> reportedIdentifiers = List.of();
    private boolean delegated = true;
    private Instant wallClock;
    private Instant at = MIDNIGHT;
    private @Nullable String words;
    private List<String> taskTools = List.of();
    private String session = "del_task";
    private String agent = "agt_first";
    private int sent;
    private long decisionsPiped;
    private long actionsPiped;
    private boolean decided = true;
    private @Nullable Boolean suspicious;
    private @Nullable Boolean incomplete;
    private List<String> trusted = List.of();
    private @Nullable Receipt given;
    private @Nullable Receipt shown;

    private RiskRun(RuleBook book) {
        this(book, new StreamsBuilder(), Inputs.allAtHand(), MIDNIGHT);
    }

    private RiskRun(RuleBook book, StreamsBuilder stores, Inputs inputs, Instant begin) {
        this(book, stores, inputs, begin, Duration.ofMinutes(15));
    }

    private RiskRun(RuleBook book, StreamsBuilder stores, Inputs inputs, Instant begin, Duration reportedWithin) {
        this.reportedWithin = reportedWithin;
        this.inputs = inputs;
        wallClock = begin;
        rules = new AtomicReference<>(book);
        topology = RiskTopology.topology(stores, rules::get, new Known(), inputs, new CommitPace());
        driver = new TopologyTestDriver(topology, properties(), begin);
        var bytes = new ByteArraySerializer();
        actions = driver.createInputTopic(TopicCatalogue.AGENT_ACTIONS.name(), bytes, bytes);
        decisions = driver.createInputTopic(TopicCatalogue.AUTHZ_DECISIONS.name(), bytes, bytes);
        findings = output(TopicCatalogue.RISK_FINDINGS.name());
        deadLetters = output(TopicCatalogue.AUDIT_DEAD_LETTERS.name());
        tallies = output(TopicCatalogue.RISK_PROFILES.name());
        states = output(TopicCatalogue.RISK_SESSIONS.name());
        tool("crm.contacts", ToolLabel.PRIVATE);
        tool("email", ToolLabel.EGRESS);
    }

    public static RiskRun with(RuleFile... files) {
        return new RiskRun(Compilation.of(List.of(files), RiskFields.NAMES).orThrow());
    }

    /** Goes on with what another run had in its stores. */
    public static RiskRun resumed(KeptStores stores, Inputs inputs, Instant clock, RuleFile... files) {
        return new RiskRun(Compilation.of(List.of(files), RiskFields.NAMES).orThrow(), stores, inputs, clock);
    }

    /** All rules that come with the service. */
    public static RiskRun withShippedRules() {
        return new RiskRun(ShippedRules.compile());
    }

    /** The same, of an operator whose tools may run this long. */
    static RiskRun withShippedRules(Duration reportedWithin) {
        return new RiskRun(ShippedRules.compile(), new StreamsBuilder(), Inputs.allAtHand(), MIDNIGHT, reportedWithin);
    }

    public static RuleFile rule(String name) {
        var file = name + ".yml";
        try (var in = RiskRun.class.getResourceAsStream("/rules/" + file)) {
            return new RuleFile(file, new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String to(String domain) {
        return "someone@" + domain;
    }

    public RiskRun rulesBecome(RuleBook... books) {
        rules.set(RuleBook.of(List.of(books)));
        return this;
    }

    /** Nobody shall be alerted of what the rule finds in such a group. */
    public RiskRun suppressed(String rule, Map<String, String> group, String until) {
        suppressions.add(new SuppressionState("s", 1, false, rule, group, instant(until), "it is fine", ADA.value()));
        return this;
    }

    public RiskRun rulesBecome(RuleFile... files) {
        rules.set(Compilation.of(List.of(files), RiskFields.NAMES).orThrow());
        return this;
    }

    public RiskRun tool(String id, ToolLabel... labels) {
        tools.put(id, new CatalogEntry.Tool(id, 1, false, id, "app", Set.of(labels), Map.of()));
        return this;
    }

    /** An untrusted tool with fields that its owner trusts; none, if he names none. */
    RiskRun listing(String id, String... fields) {
        var trusted = Stream.of(fields).map(TrustedField::of).collect(Collectors.toSet());
        var labels = Set.of(ToolLabel.PRIVATE, ToolLabel.UNTRUSTED);
        tools.put(id, new CatalogEntry.Tool(id, 1, false, id, "app", labels, Map.of(), null, trusted, null));
        return this;
    }

    /** @param time such as {@code 10:04}; the wall clock follows if it is ahead */
    public RiskRun at(String time) {
        return dated(time).clockAt(time);
    }

    /** What the platform writes on its next events, whatever the wall clock says. */
    public RiskRun dated(String time) {
        at = instant(time);
        return this;
    }

    public RiskRun dated(Instant time) {
        at = time;
        return this;
    }

    /** How many events were counted as late, by all tasks together. */
    public double late() {
        return driver.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("late-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    public RiskRun clockAt(String time) {
        var forward = Duration.between(wallClock, instant(time));
        if (forward.compareTo(Duration.ZERO) > 0) {
            driver.advanceWallClockTime(forward);
            wallClock = instant(time);
        }
        return this;
    }

    /** The wall clock is no earlier than this. */
    public RiskRun keepsUpWith(Instant time) {
        return time.isAfter(wallClock) ? clockAdvances(Duration.between(wallClock, time)) : this;
    }

    public RiskRun inSession(String id) {
        session = id;
        return this;
    }

    public RiskRun forTask(String kind, String... identifiers) {
        taskKind = kind;
        taskIdentifiers = List.of(identifiers);
        return this;
    }

    /** What the platform says that the task names. */
    public RiskRun reportsTask(String... identifiers) {
        reportedIdentifiers = List.of(identifiers);
        return this;
    }

    /** Whether the delegation is known here. */
    public RiskRun knowsTheDelegation(boolean known) {
        delegated = known;
        return this;
    }

    /** The call is allowed, for five minutes. */
    public RiskRun permits(String decision, String tool, Map<String, Object> arguments) {
        var id = new IdentityId(agent);
        var permit = new Permit(CallDigest.of(id, tool, arguments), wallClock.plus(Duration.ofMinutes(5)));
        return decides(answer(
                        new DecisionId(decision),
                        new SessionId(session),
                        id,
                        tool,
                        true,
                        wallClock,
                        permit,
                        null,
                        List.of())
                .receipt(given == null ? null : given.digest())
                .build());
    }

    /** Somebody asks what would be answered, and it would be allowed. */
    public RiskRun wouldAllow(String decision, String tool, Map<String, Object> arguments) {
        var id = new IdentityId(agent);
        return decides(new DecisionEvent.DryRun(decided(
                new DecisionId(decision), new SessionId(session), id, tool, true, wallClock, null, null, List.of())));
    }

    /** The call is held until its person approves it, which it is told of. */
    public RiskRun isHeld(String approval, String tool, Map<String, Object> arguments) {
        return restsOn(approval, tool, arguments, false);
    }

    /** He has, and it runs. */
    public RiskRun isApproved(String approval, String tool, Map<String, Object> arguments) {
        return restsOn(approval, tool, arguments, true);
    }

    /** It runs, since he agreed to calls like it. */
    public RiskRun isAgreed(String agreement, String tool, Map<String, Object> arguments) {
        var guard = new GuardOutcome(GuardOutcome.AGREED_KIND, agreement, true, null, List.of("held"));
        return decided(tool, arguments, true, null, List.of(guard));
    }

    private RiskRun restsOn(String approval, String tool, Map<String, Object> arguments, boolean given) {
        var call = CallDigest.of(new IdentityId(agent), tool, arguments);
        return decided(tool, arguments, given, new NeededApproval(asked(approval), call), List.of());
    }

    /** A person is asked, by the record of a denial that nobody tells of. */
    public RiskRun asks(String approval) {
        asked(approval);
        return this;
    }

    /** Its id says when that was: just after what was done before. */
    private ApprovalId asked(String approval) {
        return approvals.computeIfAbsent(
                approval,
                name -> new ApprovalId(
                        ApprovalId.PREFIX + new Ulid(at.toEpochMilli() + 1 << 16, approvals.size()).toLowerCase()));
    }

    private RiskRun decided(
            String tool,
            Map<String, Object> arguments,
            boolean given,
            @Nullable NeededApproval its,
            List<GuardOutcome> guards) {
        var decision = "dec_e" + sent++;
        var id = new IdentityId(agent);
        decides(decided(
                new DecisionId(decision), new SessionId(session), id, tool, given, wallClock, null, its, guards));
        return record(
                wire(tool, arguments, "e" + sent++, List.of(), decision, given ? Status.SUCCEEDED : Status.BLOCKED));
    }

    /** Whom the decision-service refused, since it isn't his to tell: that the call of this decision was blocked. */
    public RiskRun isToldBySomebodyElse(String decision, String client) {
        return decides(new DecisionAddendum.Misreported(
                new DecisionId(decision),
                wallClock,
                new SessionId(session),
                ToolResult.Status.BLOCKED,
                new Actor(client, client, List.of()),
                null));
    }

    /** Whom the decision-service refused, since the question was a dry run: that its call went well. */
    public RiskRun isToldOfDryRun(String decision, String client) {
        return decides(new DecisionAddendum.Misreported(
                new DecisionId(decision),
                wallClock,
                new SessionId(session),
                Status.SUCCEEDED,
                new Actor(client, client, List.of()),
                true));
    }

    /** A report of a call that names this decision, which answers with these identifiers. */
    public RiskRun answersUnder(String decision, String tool, Map<String, Object> arguments, String... identifiers) {
        return record(wire(tool, arguments, "e" + sent++, List.of(identifiers), decision));
    }

    /** What the person asked for, in his words. */
    public RiskRun saying(String task) {
        words = task;
        return this;
    }

    /** The tools that the person named for it. */
    RiskRun naming(String... tools) {
        taskTools = List.of(tools);
        return this;
    }

    /** As the delegation says that the session began with. */
    RiskRun under(DelegationState root) {
        words = root.personsTask().orElse(null);
        taskTools = root.personsTools();
        taskIdentifiers = root.personsIdentifiers();
        return this;
    }

    /** Of what answers show from here on; null for all of it. */
    RiskRun notAllTold(@Nullable Boolean cut) {
        incomplete = cut;
        return this;
    }

    /** What answers from here on are told to show in fields that their tools' owners trust. */
    RiskRun inTrustedFields(String... identifiers) {
        trusted = List.of(identifiers);
        return this;
    }

    /** What answers are given with from now on, and whoever tells of them shows. */
    RiskRun givenWith(String receipt) {
        given = new Receipt(receipt);
        return showing(receipt);
    }

    /** What whoever tells of a call shows from now on; null for nothing. */
    RiskRun showing(@Nullable String receipt) {
        shown = receipt == null ? null : new Receipt(receipt);
        return this;
    }

    /** What a content classifier says of the answers from now on; null where none looks at them. */
    public RiskRun classifierSays(@Nullable Boolean verdict) {
        suspicious = verdict;
        return this;
    }

    /** The tool's answer shows these identifiers. */
    public RiskRun shows(String tool, String... identifiers) {
        return record(wire(tool, Map.of("of", "inbox"), "e" + sent++, List.of(identifiers)));
    }

    /** The tool, asked for just this, answers with these identifiers. */
    public RiskRun answers(String tool, Map<String, Object> arguments, String... identifiers) {
        return record(wire(tool, arguments, "e" + sent++, List.of(identifiers)));
    }

    /** The tool, asked for whatever has come in, answers with these identifiers. */
    public RiskRun takes(String tool, String... identifiers) {
        return record(wire(tool, Map.of(), "e" + sent++, List.of(identifiers)));
    }

    /** Everything so far has ended long ago, and what it taught is known. */
    public RiskRun learns() {
        clockAdvances(Duration.ofMinutes(61));
        at = wallClock;
        for (var record : tallies.readRecordsToList()) profiles.apply(read(record, ProfileTally.class));
        return this;
    }

    public Profiles profiles() {
        return profiles;
    }

    /** From now on the platform reports what nobody asked about. */
    public RiskRun withoutDecisions() {
        decided = false;
        return this;
    }

    public RiskRun withDecisions() {
        decided = true;
        return this;
    }

    /** authz-service answers a question of the session's agent. */
    public RiskRun decides(String decision, String tool, boolean allowed) {
        return decides(answer(
                        new DecisionId(decision),
                        new SessionId(session),
                        new IdentityId(agent),
                        tool,
                        allowed,
                        wallClock,
                        null,
                        null,
                        List.of())
                .receipt(given == null ? null : given.digest())
                .build());
    }

    public static <E> WireRecord encoded(EventFamily<E> family, String source, String id, Instant time, E event) {
        return CloudEventCodec.encode(family, new Envelope<>(source, id, time, event, null));
    }

    public static DecisionEvent.Decided decided(
            DecisionId decision, SessionId session, IdentityId agent, String tool, boolean allowed, Instant at) {
        return decided(decision, session, agent, tool, allowed, at, null, null, List.of());
    }

    private static DecisionEvent.Decided decided(
            DecisionId decision,
            SessionId session,
            IdentityId agent,
            String tool,
            boolean allowed,
            Instant at,
            @Nullable Permit permit,
            @Nullable NeededApproval approval,
            List<GuardOutcome> guards) {
        return answer(decision, session, agent, tool, allowed, at, permit, approval, guards)
                .build();
    }

    static DecidedBuilder answer(
            DecisionId decision,
            SessionId session,
            IdentityId agent,
            String tool,
            boolean allowed,
            Instant at,
            @Nullable Permit permit,
            @Nullable NeededApproval approval,
            List<GuardOutcome> guards) {
        return DecidedBuilder.of(decision, at, "agent/" + agent, "call", "tool/" + tool)
                .session(session)
                .identity(agent)
                .chain(List.of(agent))
                .person(ADA)
                .arguments(Map.of())
                .answered(allowed, "outside_scope", null)
                .guards(guards)
                .policies("digest", 1)
                .freshnessMillis(1)
                .caller("platform")
                .logged(DecisionEvent.Logged.ACKNOWLEDGED)
                .permit(permit)
                .approval(approval);
    }

    /** The allow never left. */
    public RiskRun withholds(String decision) {
        return decides(new DecisionAddendum.Withheld(new DecisionId(decision), wallClock, new SessionId(session)));
    }

    private RiskRun decides(DecisionEvent event) {
        var wire = CloudEventCodec.encode(
                DecisionEvent.FAMILY,
                new Envelope<>("urn:mandate:authz", UUID.randomUUID().toString(), event.at(), event, null));
        return decision(wire);
    }

    public RiskRun decision(WireRecord wire) {
        decisionsPiped++;
        decisions.pipeInput(new TestRecord<>(wire.key(), wire.value(), Wire.headers(wire), wallClock));
        return this;
    }

    /** A report of a call that names this decision. */
    public RiskRun callsUnder(String decision, String tool, Map<String, Object> arguments) {
        return record(wire(tool, arguments, "e" + sent++, List.of(), decision));
    }

    /** The broker is asked, a second later again, and the job has read everything that was there. */
    public RiskRun readsAll() {
        for (int ask = 0; ask < 2; ask++) asksWhereTopicsEnd();
        Consumed.handed(inputs, TopicCatalogue.AUTHZ_DECISIONS.name(), decisionsPiped);
        Consumed.handed(inputs, TopicCatalogue.AGENT_ACTIONS.name(), actionsPiped);
        return clockAdvances(Duration.ofSeconds(1));
    }

    public RiskRun asksWhereTopicsEnd() {
        Consumed.asked(
                inputs,
                Map.of(
                        TopicCatalogue.AUTHZ_DECISIONS.name(), decisionsPiped,
                        TopicCatalogue.AGENT_ACTIONS.name(), actionsPiped),
                wallClock);
        return this;
    }

    /** Says how far the consumers have read; nothing, unless a test tells it. */
    public Inputs inputs() {
        return inputs;
    }

    /** Everything that was written since the last look, by topic: outputs, repartitions and changelogs. */
    public Map<String, List<TestRecord<byte[], byte[]>>> written() {
        var written = new HashMap<String, List<TestRecord<byte[], byte[]>>>();
        for (var topic : driver.producedTopicNames()) {
            var records = output(topic).readRecordsToList();
            if (!records.isEmpty()) written.put(topic, records);
        }
        return written;
    }

    public Topology topology() {
        return topology;
    }

    RuleBook rules() {
        return rules.get();
    }

    /** What the job looks up beside actions. */
    Surroundings surroundings() {
        return new Known();
    }

    public TopologyTestDriver driver() {
        return driver;
    }

    public Instant clock() {
        return wallClock;
    }

    public RiskRun clockAdvances(Duration by) {
        driver.advanceWallClockTime(by);
        wallClock = wallClock.plus(by);
        return this;
    }

    /** The newest state of the session. */
    public SessionRisk state() {
        SessionRisk newest = null;
        for (var record : states.readRecordsToList()) newest = whole(record).orElse(newest);
        return newest;
    }

    private static <T> T read(TestRecord<byte[], byte[]> record, Class<T> type) {
        try {
            return EventJson.mapper().readValue(record.value(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the records of the topic so far, as its readers have it. */
    Optional<SessionRisk> whole(TestRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            sessions.without(new String(record.key(), UTF_8));
            return Optional.empty();
        }
        try {
            var wire = Wire.of(new org.apache.kafka.streams.processor.api.Record<>(
                    record.key(), record.value(), 0, record.headers()));
            return sessions.with(
                    CloudEventCodec.decode(SessionRecord.FAMILY, wire).data());
        } catch (Unreadable e) {
            throw new AssertionError("a state that nobody can read", e);
        }
    }

    public RiskRun by(String id) {
        agent = id;
        return this;
    }

    public RiskRun reads(String tool) {
        return calls(tool, Map.of("id", "4711"));
    }

    public RiskRun sends(String tool, Object recipients) {
        return calls(tool, Map.of("recipients", recipients, "text", "hello"));
    }

    public RiskRun calls(String tool, Map<String, Object> arguments) {
        return record(wire(tool, arguments, "e" + sent++));
    }

    public RiskRun record(WireRecord wire) {
        actionsPiped++;
        actions.pipeInput(new TestRecord<>(wire.key(), wire.value(), Wire.headers(wire), wallClock));
        return this;
    }

    public WireRecord wire(String tool, Map<String, Object> arguments, String id) {
        return wire(tool, arguments, id, List.of());
    }

    /** With a decision of its own, made before. */
    private WireRecord wire(String tool, Map<String, Object> arguments, String id, List<String> shown) {
        if (!decided) return wire(tool, arguments, id, shown, null);
        var decision = "dec_" + id;
        decides(decision, tool, true);
        return wire(tool, arguments, id, shown, decision);
    }

    private WireRecord wire(
            String tool, Map<String, Object> arguments, String id, List<String> shown, @Nullable String decision) {
        return wire(tool, arguments, id, shown, decision, Status.SUCCEEDED);
    }

    private WireRecord wire(
            String tool,
            Map<String, Object> arguments,
            String id,
            List<String> shown,
            @Nullable String decision,
            Status status) {
        ActionEvent call = new ToolCalled(
                new SessionId(session),
                new IdentityId(agent),
                null,
                decision == null ? null : new DecisionId(decision),
                tool,
                arguments,
                at,
                new ToolResult(status, 10, shown, suspicious, incomplete, trusted),
                reportedIdentifiers,
                taskKind);
        return CloudEventCodec.encode(
                ActionEvent.FAMILY, new Envelope<>("urn:platform", id, at, call, null, this.shown));
    }

    /** A dead letter of some service. */
    public RiskRun deadLetter(String topic, Map<String, String> headers) {
        return deadLetter(topic, new WireRecord("key".getBytes(UTF_8), headers, "original".getBytes(UTF_8)));
    }

    public RiskRun deadLetter(String topic, WireRecord letter) {
        var bytes = new ByteArraySerializer();
        driver.createInputTopic(topic, bytes, bytes)
                .pipeInput(new TestRecord<>(letter.key(), letter.value(), Wire.headers(letter), wallClock));
        return this;
    }

    public List<FindingEvent> alerts() {
        newAlerts();
        return List.copyOf(alerts);
    }

    /** Those since somebody asked last. */
    public List<FindingEvent> newAlerts() {
        int before = alerts.size();
        for (var record : findings.readRecordsToList()) {
            try {
                var wire = Wire.of(new org.apache.kafka.streams.processor.api.Record<>(
                        record.key(), record.value(), 0, record.headers()));
                assertThat(OcsfSchema.problems(record.value())).isEmpty();
                alerts.add(CloudEventCodec.decode(FindingEvent.FAMILY, wire).data());
            } catch (Unreadable e) {
                throw new AssertionError("a finding that nobody can read", e);
            }
        }
        return List.copyOf(alerts.subList(before, alerts.size()));
    }

    /** The CloudEvents ids of what was told. */
    public List<String> findingEvents() {
        return findings.readRecordsToList().stream()
                .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                .toList();
    }

    /** The newest state of each session. */
    public Map<String, SessionRisk> states() {
        var newest = new HashMap<String, SessionRisk>();
        for (var record : states.readRecordsToList()) whole(record).ifPresent(state -> newest.put(state.key(), state));
        return newest;
    }

    public List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** What is kept of the one incident within a session. */
    @SuppressWarnings("unchecked") // it was made as one of incidents
    public OpenIncident incident() {
        var name = GroupStore.Names.SESSIONS.incidents();
        DecodedStore<OpenIncident> incidents = (DecodedStore<OpenIncident>) driver.getStateStore(name);
        try (var all = incidents.all()) {
            var one = all.next().value;
            assertThat(all.hasNext()).isFalse();
            return one;
        }
    }

    /** The times of what was written to these topics since somebody asked last. */
    Set<Instant> written(Topic... topics) {
        var names = Stream.of(topics).map(Topic::name).toList();
        return Stream.of(findings, states, deadLetters)
                .filter(output -> names.stream().anyMatch(output.toString()::contains))
                .flatMap(output -> output.readRecordsToList().stream())
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .collect(Collectors.toSet());
    }

    /** How many a store of groups has. */
    public static long entries(StateStore store) {
        if (!(store instanceof DecodedStore<?> decoded)) return ((KeyValueStore<?, ?>) store).approximateNumEntries();
        try (var all = decoded.all()) {
            long entries = 0;
            for (; all.hasNext(); entries++) all.next();
            return entries;
        }
    }

    /** In all stores of groups together. */
    public long rows() {
        return driver.getAllStateStores().entrySet().stream()
                .filter(store ->
                        store.getKey().startsWith("sessions-") || store.getKey().startsWith("groups-"))
                .map(Map.Entry::getValue)
                .mapToLong(RiskRun::entries)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Instant instant(String time) {
        return Instant.parse("2026-01-15T" + time + ":00Z");
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "audit-risk");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }

    private final class Known implements Surroundings {
        @Override
        public void awaitReady() {}

        @Override
        public Optional<CatalogEntry.Tool> tool(String id) {
            return Optional.ofNullable(tools.get(id));
        }

        @Override
        public List<String> taskIdentifiers(SessionId session) {
            return delegated ? taskIdentifiers : List.of();
        }

        @Override
        public Profiles profiles() {
            return profiles;
        }

        @Override
        public boolean ownDomain(String domain) {
            return domain.equals("own.example") || domain.endsWith(".own.example");
        }

        @Override
        public Optional<IdentityId> accountablePerson(ActionEvent action) {
            return Optional.of(ADA);
        }

        @Override
        public Optional<SuppressionState> suppression(String rule, Map<String, String> group, Instant now) {
            return suppressions.stream()
                    .filter(it -> it.rule().equals(rule) && it.group().equals(group) && now.isBefore(it.until()))
                    .findFirst();
        }

        @Override
        public Duration reportedWithin() {
            return reportedWithin;
        }

        @Override
        public Optional<IdentityId> accountablePerson(SessionId session) {
            return Optional.of(ADA);
        }

        @Override
        public Optional<String> taskWords(SessionId session) {
            return Optional.ofNullable(words);
        }

        @Override
        public List<String> taskTools(SessionId session) {
            return taskTools;
        }
    }
}
