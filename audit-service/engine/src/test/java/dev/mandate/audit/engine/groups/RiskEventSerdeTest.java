package dev.mandate.audit.engine.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskEventSerde;
import dev.mandate.audit.engine.sigma.correlation.chains.GroupValues;
import dev.mandate.events.cloudevents.EventJson;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RiskEventSerdeTest {
    private static final RiskEvent EVENT =
            new RiskEvent("9:urn:hook:1e1", Instant.parse("2026-01-15T08:00:00.123456789Z"), fields());

    @Test
    void an_event_comes_back_with_the_kinds_of_its_values() {
        var serde = RiskEventSerde.ofEvents();
        var back = serde.deserializer().deserialize("", serde.serializer().serialize("", EVENT));
        assertThat(back).isEqualTo(EVENT);
        assertThat(back.fields().keySet())
                .containsExactlyElementsOf(EVENT.fields().keySet());
    }

    @Test
    void an_event_on_its_way_to_a_group_comes_back() {
        var serde = GroupEventSerde.serde();
        assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", grouped())))
                .isEqualTo(grouped());
    }

    @Test
    void what_was_written_as_json_is_read() throws Exception {
        var json = EventJson.mapper();
        assertThat(RiskEventSerde.ofEvents().deserializer().deserialize("", json.writeValueAsBytes(EVENT)))
                .isEqualTo(EVENT);
        assertThat(GroupEventSerde.serde().deserializer().deserialize("", json.writeValueAsBytes(grouped())))
                .isEqualTo(grouped());
    }

    @Test
    void a_part_of_an_event_is_refused() {
        var serde = GroupEventSerde.serde();
        var whole = serde.serializer().serialize("", grouped());
        for (int length = 0; length < whole.length; length++) {
            var part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize("", part))
                    .isInstanceOf(SerializationException.class);
        }
    }

    private static GroupEvent grouped() {
        return new GroupEvent(
                new GroupValues(List.of("agent", "tool"), List.of("agt_first", "mail.send"), true),
                List.of("one", "other"),
                EVENT);
    }

    private static Map<String, List<Object>> fields() {
        var fields = new LinkedHashMap<String, List<Object>>();
        fields.put("session", List.of("del_task"));
        fields.put("recipient.external", List.of(true, false));
        fields.put(
                "input.amount",
                List.of(12, -7, 5_000_000_000L, 0.25, new BigInteger("123456789012345678901234567890")));
        fields.put("input.größe", List.of("", "größer"));
        fields.put("input.none", List.of());
        return fields;
    }
}
