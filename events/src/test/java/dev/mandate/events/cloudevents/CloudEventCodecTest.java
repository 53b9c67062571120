package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mandate.events.Sample;
import dev.mandate.events.Samples;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.cloudevents.Unreadable.Reason;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.DelegationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventCodecTest {
    private static final Sample<HrEvent> JOINED = Samples.of(HrEvent.FAMILY);
    private static final Sample<DelegationState> DELEGATION = Samples.of(DelegationState.FAMILY);

    static List<Sample<?>> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_is_written_in_binary_mode_is_read_back(Sample<?> sample) throws Exception {
        assertThat(sample.read(sample.binary())).isEqualTo(sample.envelope());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void structured_mode_is_read_too(Sample<?> sample) throws Exception {
        assertThat(sample.read(sample.structured())).isEqualTo(sample.envelope());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void members_that_a_later_version_adds_are_ignored(Sample<?> sample) throws Exception {
        var later = sample.withJson(json -> json.replaceFirst("\\{", "{\"added\":{\"later\":[1,null,{\"x\":\"ű\"}]},"));
        assertThat(sample.read(later)).isEqualTo(sample.envelope());
    }

    @Test
    void headers_that_are_larger_than_anybody_keeps_are_refused() {
        refused(JOINED, JOINED.withHeader("mine", "x".repeat(20_000)), Reason.OVERSIZED, "at most 16384 are read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion"})
    void a_missing_attribute_is_named(String attribute) {
        refused(JOINED, JOINED.withoutHeader(attribute), Reason.MISSING_ATTRIBUTE, attribute + " is missing");
        refused(JOINED, JOINED.withHeader(attribute, " "), Reason.MISSING_ATTRIBUTE, attribute + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type", "time", "specversion"})
    void a_missing_attribute_of_structured_mode_is_named(String attribute) {
        var structured = JOINED.structured();
        var without = new String(structured.value(), UTF_8).replace("\"" + attribute + "\":", "\"x\":");
        refused(JOINED, with(structured, without), Reason.MISSING_ATTRIBUTE, attribute + " is missing");
        var number = new String(structured.value(), UTF_8)
                .replace("\"" + attribute + "\":", "\"" + attribute + "\":1,\"x\":");
        refused(JOINED, with(structured, number), Reason.WRONG_SHAPE, attribute + " must be a string");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 0.3, ce_specversion must be 1.0 but is 0.3",
        "ce_time, yesterday, ce_time must be an RFC 3339 instant",
        "ce_time, 1793613600, ce_time must be an RFC 3339 instant",
        "ce_time, +1000000000-12-31T23:59:59Z, ce_time must be an RFC 3339 instant",
        "ce_id, 'a\u0000b', ce_id must be one line",
        "ce_source, 'a\u202eb', ce_source must be one line",
    })
    void an_attribute_that_makes_no_sense_is_named(String attribute, String value, String message) {
        refused(JOINED, JOINED.withHeader(attribute, value), Reason.WRONG_SHAPE, message);
    }

    @Test
    void a_time_with_an_offset_is_the_same_instant() throws Exception {
        assertThat(JOINED.read(JOINED.withHeader("ce_time", "2026-11-02T10:00:00.125+02:00")))
                .isEqualTo(JOINED.envelope());
    }

    @Test
    void a_trace_that_is_none_is_left_out() throws Exception {
        assertThat(JOINED.read(JOINED.withHeader("traceparent", "00-zz")).traceparent())
                .isNull();
    }

    @Test
    void a_receipt_is_carried_in_both_modes_and_no_text_tells_it() throws Exception {
        var shown = JOINED.read(JOINED.withHeader(CloudEventCodec.RECEIPT, "shown-0815"));
        assertThat(shown.receipt()).isEqualTo(new Receipt("shown-0815"));
        assertThat(shown.toString()).doesNotContain("shown-0815");
        var structured = JOINED.structured();
        var json = new String(structured.value(), UTF_8).replaceFirst("\\{", "{\"receipt\":\"shown-0815\",");
        var read = JOINED.read(new WireRecord(structured.key(), structured.headers(), json.getBytes(UTF_8)));
        assertThat(read.receipt()).isEqualTo(new Receipt("shown-0815"));
        assertThat(JOINED.read(JOINED.withHeader("none", "shown-0815")).receipt())
                .isNull();
    }

    @Test
    void an_unknown_type_is_told_with_those_that_are_known() {
        refused(
                JOINED,
                JOINED.withHeader("ce_type", "hr.worker.promoted.v1"),
                Reason.UNKNOWN_TYPE,
                "hr.worker.moved.v1");
        refused(JOINED, JOINED.withHeader("ce_type", "x".repeat(257)), Reason.OVERSIZED, "ce_type");
    }

    @Test
    void the_key_must_be_the_one_of_the_event() {
        for (var key : new byte[][] {null, {}, "E1002".getBytes(UTF_8), {(byte) 0xC3, (byte) 0x28}})
            refused(
                    JOINED,
                    new WireRecord(
                            key, JOINED.binary().headers(), JOINED.binary().value()),
                    Reason.WRONG_KEY,
                    "employee id, E1001");
    }

    @Test
    void no_value_is_no_event() {
        refused(JOINED, JOINED.withValue(null), Reason.MALFORMED, "no value");
        refused(JOINED, JOINED.withValue(new byte[0]), Reason.MALFORMED, "no value");
        refused(JOINED, JOINED.withValue("  ".getBytes(UTF_8)), Reason.MALFORMED, "blank");
        refused(JOINED, JOINED.withValue("null".getBytes(UTF_8)), Reason.WRONG_SHAPE, "null");
    }

    @Test
    void a_value_beyond_the_topics_limit_is_not_even_parsed() {
        refused(JOINED, JOINED.withValue(new byte[64 * 1024 + 1]), Reason.OVERSIZED, "65537 bytes; at most 65536");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "sequence":1       | "sequence":"1"         | WRONG_SHAPE | at /sequence: must be a whole number
            "sequence":1       | "sequence":1.5         | WRONG_SHAPE | at /sequence: must be a whole number
            "sequence":1       | "sequence":null        | WRONG_SHAPE | at /sequence: must be a whole number
            "sequence":1       | "sequence":true        | WRONG_SHAPE | at /sequence: must be a whole number
            "sequence":1       | "sequence":99999999999999999999 | WRONG_SHAPE | at /sequence:
            "sequence":1       | "sequence":-1          | WRONG_SHAPE | sequence must not be negative
            "sequence":1       | "x":1                  | WRONG_SHAPE | at /sequence: must be a whole number
            "sequence":1       | "sequence":1,"sequence":1 | MALFORMED | 'sequence'
            "sequence":1       | "sequence":01          | MALFORMED   | at /sequence:
            "sequence":1       | "sequence":1e          | MALFORMED   | at /sequence:
            "title":"Platform engineer" | "title":5     | WRONG_SHAPE | at /attributes/title:
            "title":"Platform engineer" | "title":["a"] | WRONG_SHAPE | at /attributes/title:
            "title":"Platform engineer" | "title":" "   | WRONG_SHAPE | at /attributes: title is missing
            "title":"Platform engineer" | "title":null  | WRONG_SHAPE | at /attributes: title is missing
            "title":"Platform engineer" | "title":"\\x" | MALFORMED   | at /attributes
            "title":"Platform engineer" | "title":"a","title":"b" | MALFORMED | 'title'
            "employeeId":"E1001" | "employeeId":"E 1"   | WRONG_SHAPE | employeeId must be
            "employeeId":"E1001" | "employeeId":null    | WRONG_SHAPE | employeeId must be
            "attributes":{     | "attributes":"","x":{  | WRONG_SHAPE | at /attributes:
            "attributes":{     | "attributes":[],"x":{  | WRONG_SHAPE | at /attributes:
            "attributes":{     | "x":{                  | WRONG_SHAPE | attributes is missing
            "2026-11-02T09:00:00Z" | 1793613600         | WRONG_SHAPE | at /effectiveAt:
            "2026-11-02T09:00:00Z" | 1e99999999         | WRONG_SHAPE | at /effectiveAt:
            "2026-11-02T09:00:00Z" | "1793613600"       | WRONG_SHAPE | at /effectiveAt:
            "2026-11-02T09:00:00Z" | ""                 | WRONG_SHAPE | at /effectiveAt:
            "2026-11-02T09:00:00Z" | "+1000000000-12-31T23:59:59Z" | WRONG_SHAPE | at /effectiveAt:
            "2026-11-02T09:00:00Z" | null               | WRONG_SHAPE | effectiveAt is missing
            """)
    void a_member_that_breaks_the_contract_is_named(String right, String wrong, Reason reason, String message) {
        refused(JOINED, JOINED.withJson(json -> replaced(json, right, wrong)), reason, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "operator":"DOMAIN_IN" | "operator":"LIKE"  | at /scope/0/constraints/0/operator:
            "operator":"DOMAIN_IN" | "operator":""      | at /scope/0/constraints/0/operator:
            "operator":"DOMAIN_IN" | "operator":4       | at /scope/0/constraints/0/operator:
            "operator":"DOMAIN_IN" | "operator":"domain_in" | at /scope/0/constraints/0/operator:
            "values":["2"]         | "values":["two"]   | at /scope/0/constraints/1: values of AT_MOST must be one number
            "values":["2"]         | "values":[2]       | at /scope/0/constraints/1/values/0:
            "values":["2"]         | "values":[null]    | at /scope/0/constraints/1/values
            "values":["2"]         | "values":"2"       | at /scope/0/constraints/1/values:
            "values":["2"]         | "values":""        | at /scope/0/constraints/1
            "scope":[              | "scope":[null,     | at /scope
            "agent":"agt_01k9p0part" | "agent":"01k9p0" | at /agent: IdentityId must start with
            "agent":"agt_01k9p0part" | "agent":7        | at /agent
            "agent":"agt_01k9p0part" | "agent":{"value":"agt_1"} | at /agent
            "agent":"agt_01k9p0part" | "agent":null     | agent is missing
            "depth":2              | "depth":5          | depth must be 1 to 4
            "deleted":false        | "deleted":"false"  | at /deleted:
            "deleted":false        | "deleted":0        | at /deleted:
            "deleted":false        | "x":0              | at /deleted:
            """)
    void a_part_deep_inside_is_named_too(String right, String wrong, String message) {
        refused(DELEGATION, DELEGATION.withJson(json -> replaced(json, right, wrong)), Reason.WRONG_SHAPE, message);
    }

    @Test
    void a_member_of_structured_data_is_named_from_the_outside() {
        var text = replaced(new String(JOINED.structured().value(), UTF_8), "\"country\":\"GB\"", "\"country\":1");
        refused(JOINED, with(JOINED.structured(), text), Reason.WRONG_SHAPE, "at /data/attributes/country:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "5", "null"})
    void structured_data_must_be_an_object(String data) {
        var text =
                replaced(new String(JOINED.structured().value(), UTF_8), "\"data\":", "\"data\":" + data + ",\"x\":");
        refused(JOINED, with(JOINED.structured(), text), Reason.WRONG_SHAPE, "data must be a JSON object");
        refused(
                JOINED,
                with(JOINED.structured(), data),
                Reason.WRONG_SHAPE,
                "a structured CloudEvent is a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", " x", "]", "}", " null", "\u0000"})
    void nothing_may_follow(String trailing) {
        refused(JOINED, JOINED.withJson(json -> json + trailing), Reason.MALFORMED, "");
        var structured = new String(JOINED.structured().value(), UTF_8) + trailing;
        refused(JOINED, with(JOINED.structured(), structured), Reason.MALFORMED, "");
    }

    @Test
    void text_must_be_utf_8() {
        var value = JOINED.binary().value();
        var broken = new String(value, UTF_8).replace("Ada", "A#a").getBytes(UTF_8);
        for (var i = 0; i < broken.length; i++) if (broken[i] == '#') broken[i] = (byte) 0xC3;
        refused(JOINED, JOINED.withValue(broken), Reason.MALFORMED, "/attributes/givenName");
        var wide = new String(value, UTF_8).getBytes(UTF_16);
        refused(JOINED, JOINED.withValue(wide), Reason.MALFORMED, "UTF-8");
    }

    @Test
    void odd_text_in_an_argument_does_not_hide_the_action() throws Exception {
        var action = Samples.of(ActionEvent.FAMILY);
        for (var odd : List.of("\\ud800", "\\udc00x", "\\u0000", "\\ud83d\\ude00", "\\u202e")) {
            var record = action.withJson(json -> json.replace("grace@customer.example", "grace" + odd));
            var written = CloudEventCodec.encode(action.family(), action.read(record));
            assertThat(action.read(written)).isEqualTo(action.read(record));
        }
    }

    @Test
    void nesting_stops_at_32_levels() {
        var deep = "[".repeat(40) + "]".repeat(40);
        refused(
                JOINED,
                JOINED.withJson(json -> replaced(json, "{", "{\"added\":" + deep + ",")),
                Reason.OVERSIZED,
                "added");
        var bottomless = "[".repeat(60_000);
        refused(JOINED, with(JOINED.structured(), bottomless), Reason.OVERSIZED, "nesting depth");
    }

    @Test
    void a_marker_is_read_back_and_must_say_an_instant() throws Exception {
        var marker = new CompleteUntil(Instant.parse("2026-11-02T08:00:00Z"));
        var record = CloudEventCodec.encode("urn:mandate:identity", 3, marker);
        assertThat(CloudEventCodec.isCompleteUntil(record)).isTrue();
        assertThat(record.key()).isEqualTo("~complete-until/3".getBytes(UTF_8));
        assertThat(CloudEventCodec.decodeCompleteUntil(record)).isEqualTo(marker);
        assertThat(catchThrowableOfType(
                        Unreadable.class, () -> CloudEventCodec.decodeCompleteUntil(with(record, "{}"))))
                .hasMessageContaining("completeUntil is missing");
    }

    private static void refused(Sample<?> sample, WireRecord record, Reason reason, String message) {
        var unreadable = catchThrowableOfType(Unreadable.class, () -> sample.read(record));
        assertThat(unreadable).as("the record was taken").isNotNull();
        assertThat(unreadable).hasMessageContaining(message);
        assertThat(unreadable.reason()).as(unreadable.getMessage()).isEqualTo(reason);
    }

    private static WireRecord with(WireRecord record, String value) {
        return new WireRecord(record.key(), Map.copyOf(record.headers()), value.getBytes(UTF_8));
    }

    private static String replaced(String text, String right, String wrong) {
        assertThat(text).contains(right);
        var at = text.indexOf(right);
        return text.substring(0, at) + wrong + text.substring(at + right.length());
    }

    @Test
    void what_an_agent_passed_as_null_is_kept() throws Exception {
        var call = Samples.of(ActionEvent.FAMILY);
        var sent = call.withJson(
                json -> json.replaceFirst("\"arguments\":\\{", "$0\"x\":null,\"y\":[null,{\"z\":null}],"));
        var read = (ActionEvent.ToolCalled) call.read(sent).data();
        var written = new String(EventJson.mapper().writeValueAsBytes(read), UTF_8);
        assertThat(written).contains("\"x\":null", "\"y\":[null,{\"z\":null}]");
    }

    @Test
    void a_number_that_would_be_read_as_infinite_is_refused() {
        var call = Samples.of(ActionEvent.FAMILY);
        var sent = call.withJson(json -> json.replaceFirst("\"arguments\":\\{", "$0\"x\":[{\"y\":-1e999}],"));
        refused(call, sent, Reason.WRONG_SHAPE, "numbers beyond 1.8e308");
    }

    @Test
    void half_a_character_in_an_id_is_refused() {
        var structured = JOINED.structured();
        var half = new String(structured.value(), UTF_8).replaceFirst("\"id\":\"", "$0\\\\ud800");
        refused(JOINED, with(structured, half), Reason.WRONG_SHAPE, "id must be one line of whole characters");
    }
}
