package dev.mandate.audit.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.profiles.Profiles;
import dev.mandate.audit.engine.records.Wire;
import dev.mandate.audit.engine.stored.StoredForm;
import dev.mandate.audit.engine.stored.TaskMemory;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ActionPlace;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ForgottenIdentifiers;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reads a session in parts knows what its task knows of it, or doubts what he lacks. */
class SessionWriterTest {
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final String SESSION = "del_long";
    private static final Serde<SessionMemory> SERDE = SessionMemorySerde.serde(StoredForm.NEWEST);
    private static final CatalogEntry.Tool READS =
            new CatalogEntry.Tool("mail.read", 1, false, "mail.read", "app", Set.of(ToolLabel.UNTRUSTED), Map.of());
    private static final CatalogEntry.Tool LISTS =
            new CatalogEntry.Tool("files.list", 1, false, "files.list", "app", Set.of(ToolLabel.PRIVATE), Map.of());

    private final ToldSessions topic = new ToldSessions();
    private final SessionStep step = new SessionStep(new Profiles(), CallReader.ALL);
    private TaskMemory<PublishedSession, SessionWriter.Untold> told =
            SessionWriter.store().build();
    private SessionWriter writer = new SessionWriter(told);
    private SessionMemory memory;
    private boolean fromBefore;
    private int calls;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readers_know_the_whole_session_after_each_call_whenever_they_began_and_whoever_wrote_it(long seed) {
        var random = new Random(seed);
        var live = topic.reader();
        for (int call = 0; call < 150; call++) {
            calls(random);
            var risk = memory.risk();
            tell(risk);
            if (random.nextInt(4) == 0) {
                risk = risk.found(
                        risk.revision() + 1 + random.nextInt(3), Level.HIGH, List.of("rule"), List.of("rule"));
                tell(risk);
            }
            if (random.nextInt(6) == 0) begins(random);
            for (int again = random.nextInt(8); again < 2; again++) tell(risk); // as matches do that add nothing
            assertThat(live.reads(topic.log).of(SESSION))
                    .as("seed %d, call %d", seed, call)
                    .isEqualTo(risk);
            for (int reader = 0; reader < 3; reader++) {
                int until = topic.log.size() - random.nextInt(reader == 0 ? topic.log.size() : 16);
                var later = topic.reader().reads(topic.compacted(Math.max(0, until)));
                assertThat(later.of(SESSION))
                        .as("seed %d, call %d, later", seed, call)
                        .isEqualTo(risk);
            }
        }
        fromBefore = false;
        tell(memory.deleted());
        assertThat(live.reads(topic.log).of(SESSION)).isEqualTo(memory.deleted());
        assertThat(topic.keys()).as("nothing of what it touched is left").containsExactly(SESSION);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void who_lacks_a_segment_takes_for_a_strangers_whatever_he_does_not_find(long seed) {
        var random = new Random(seed);
        for (int call = 0; call < 120; call++) {
            calls(random);
            tell(memory.risk());
        }
        var all = memory.risk().identifiers();
        int lacking = 0;
        for (int run = 0; run < 20; run++) {
            var lost = new HashSet<Integer>();
            for (int i = 0; i < topic.log.size(); i++) if (random.nextInt(12) == 0) lost.add(i);
            var record = topic.without(it -> lost.contains(topic.log.indexOf(it)));
            var known = topic.reader().reads(record).of(SESSION);
            assertThat(all).containsSubsequence(known.identifiers());
            if (known.identifiers().size() == all.size()) continue;
            lacking++;
            assertThat(known.forgotten()).isEqualTo(ForgottenIdentifiers.ANYTHING);
            for (var identifier : all)
                if (!known.identifiers().contains(identifier))
                    assertThat(strangers(known, identifier)).isTrue();
        }
        assertThat(lacking).isPositive();
    }

    /** Kafka Streams hands the stores of a task on to the standby that it becomes, and back: meanwhile another one wrote. */
    @Test
    void a_task_that_begins_again_tells_a_session_as_a_whole() {
        var context = new MockProcessorContext<byte[], byte[]>();
        told.init(context.getStateStoreContext(), told);
        writer = SessionWriter.open(context);
        var random = new Random(4);
        for (int call = 0; call < 100; call++) {
            calls(random);
            tell(memory.risk());
        }
        assertThat(last()).contains("\"segments\"");
        writer = SessionWriter.open(context);
        tell(memory.risk());
        assertThat(last()).doesNotContain("\"segments\"");
    }

    @Test
    void what_is_found_later_covers_the_same_actions_and_a_task_that_begins_again_claims_none() {
        var context = new MockProcessorContext<byte[], byte[]>();
        told.init(context.getStateStoreContext(), told);
        writer = SessionWriter.open(context);
        calls(new Random(5));
        var risk = memory.risk();
        var place = new ActionPlace(3, 4711);
        tell(risk.upTo(place));
        tell(risk.found(risk.revision() + 1, Level.HIGH, List.of("rule"), List.of("rule")));
        assertThat(topic.reader().reads(topic.log).of(SESSION).upTo()).isEqualTo(place);
        writer = SessionWriter.open(context);
        tell(risk.found(risk.revision() + 2, Level.HIGH, List.of("rule"), List.of("rule")));
        assertThat(topic.reader().reads(topic.log).of(SESSION).upTo()).isNull();
    }

    private String last() {
        return new String(topic.log.get(topic.log.size() - 1).value(), UTF_8);
    }

    @Test
    void a_long_session_writes_what_changed_and_no_more() {
        var random = new Random(3);
        int bytes = 0;
        int whole = 0;
        for (int call = 0; call < 300; call++) {
            shows(LISTS, List.of(address(random, 12), address(random, 12), address(random, 12)));
            int before = topic.log.size();
            tell(memory.risk());
            if (call < 100) continue;
            whole += new StateJson().of(memory.risk()).length;
            for (var record : topic.log.subList(before, topic.log.size()))
                bytes += record.value() == null ? 0 : record.value().length;
        }
        assertThat(bytes).isLessThan(whole / 7);
    }

    @Test
    void what_each_call_writes_again_has_fewer_than_eight_identifiers_and_no_small_segment_stays() {
        var random = new Random(6);
        for (int call = 0; call < 200; call++) {
            shows(LISTS, List.of(address(random, 12)));
            int before = topic.log.size();
            tell(memory.risk());
            var written = topic.log.subList(before, topic.log.size());
            assertThat(written.get(written.size() - 1).value().length).isLessThan(2_500);
            var segments = topic.keys().stream().filter(key -> !key.equals(SESSION));
            assertThat(segments.count())
                    .isLessThanOrEqualTo(memory.risk().identifiers().size() / 32 + 4);
        }
        assertThat(topic.reader().reads(topic.log).of(SESSION)).isEqualTo(memory.risk());
    }

    @Test
    void a_short_session_is_one_record_as_it_always_was() {
        var random = new Random(4);
        for (int call = 0; call < 7; call++) {
            shows(READS, List.of(address(random, 12)));
            tell(memory.risk());
        }
        tell(memory.deleted());
        assertThat(topic.log)
                .hasSize(8)
                .noneMatch(ToldSessions::isSegment)
                .allSatisfy(record -> assertThat(
                                record.headers().lastHeader("ce_type").value())
                        .asString()
                        .isEqualTo("risk.session.v1"));
    }

    @Test
    void a_task_that_takes_a_session_over_tells_all_of_it_first_and_removes_what_others_left_at_its_end() {
        var random = new Random(5);
        for (int call = 0; call < 40; call++) {
            shows(READS, List.of(address(random, 12), address(random, 12), address(random, 12)));
            tell(memory.risk());
        }
        begins(random);
        fromBefore = false;
        int before = topic.log.size();
        tell(memory.risk());
        assertThat(topic.log.subList(before, topic.log.size()))
                .singleElement()
                .satisfies(record -> assertThat(record.value().length).isGreaterThan(10_000));
        begins(random);
        fromBefore = false;
        tell(memory.deleted());
        assertThat(topic.keys()).containsExactly(SESSION);
    }

    private static boolean strangers(SessionRisk known, SeenIdentifier identifier) {
        var facts = CallFacts.of(known, "mail.send", Set.of(ToolLabel.EGRESS), true, Map.of("to", identifier.value()));
        return !facts.strangers().isEmpty();
    }

    private void tell(SessionRisk risk) {
        if (!fromBefore) writer.write(risk, 0, topic.log::add);
        else {
            var wire = CloudEventCodec.encode(
                    SessionRecord.FAMILY, new Envelope<>("urn:mandate:audit", "whole", TEN, risk, null));
            topic.log.add(new Record<>(wire.key(), wire.value(), 0, Wire.headers(wire)));
        }
    }

    /** The task goes on elsewhere, at times where nothing is known of parts, or its memory made room. */
    private void begins(Random random) {
        fromBefore = random.nextInt(4) == 0;
        told = SessionWriter.store().build();
        writer = new SessionWriter(told);
        if (random.nextBoolean())
            memory = SERDE.deserializer().deserialize("", SERDE.serializer().serialize("", memory));
    }

    /** Mostly few identifiers, at times a flood, and at times long ones. */
    private void calls(Random random) {
        int count = random.nextInt(12) == 0 ? random.nextInt(300) : random.nextInt(5);
        int length = random.nextInt(20) == 0 ? 900 : 12;
        var shown = new ArrayList<String>();
        for (int i = 0; i < count; i++)
            shown.add(random.nextInt(6) == 0 && !shown.isEmpty() ? shown.get(0) : address(random, length));
        if (random.nextInt(3) == 0
                && memory != null
                && !memory.risk().identifiers().isEmpty())
            shown.add(memory.risk().identifiers().get(0).value());
        if (random.nextInt(10) == 0) // once it is gone it is shown again
        shown.add("again" + random.nextInt(3) + "@outside.example");
        shows(random.nextBoolean() ? READS : LISTS, shown);
    }

    private void shows(CatalogEntry.Tool tool, List<String> shown) {
        var at = TEN.plusSeconds(calls);
        var call = new ToolCalled(
                new SessionId(SESSION),
                new IdentityId("agt_first"),
                null,
                null,
                tool.id(),
                Map.of("page", calls++),
                at,
                new ToolResult(ToolResult.Status.SUCCEEDED, 400, shown, null),
                List.of(),
                "mail");
        var facts = step.facts(memory, call, Optional.of(tool), Task.of("read my mails"));
        memory = step.after(memory, call, List.of(), Optional.of(tool), facts, at, at.toEpochMilli());
    }

    private static String address(Random random, int length) {
        var name = new StringBuilder();
        for (int i = 0; i < length; i++) name.append((char) ('a' + random.nextInt(26)));
        return name + "@outside.example";
    }
}
