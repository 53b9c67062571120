package dev.mandate.authz.questions;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.authz.engine.cost.CpuTime;
import dev.mandate.authz.engine.cost.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyJsonTest {
    private static final int MANY = 4096;
    private static final int TIMES = 25;

    @Test
    void values_are_what_was_written() throws IOException {
        var map = BodyJson.map(BodyJson.read(
                bytes("{'a':[1,null,'x',{'b':true}],'n':1.50,'long':12345678901,'big':123456789012345678901}")));
        assertThat(map)
                .containsEntry("a", Arrays.asList(1, null, "x", Map.of("b", true)))
                .containsEntry("n", new BigDecimal("1.5"))
                .containsEntry("long", 12345678901L)
                .containsEntry("big", new java.math.BigInteger("123456789012345678901"));
    }

    @Test
    void a_mark_of_the_byte_order_is_no_part_of_it() throws IOException {
        assertThat(BodyJson.read(bytes("\ufeff{'a':1}"))).isEqualTo(BodyJson.read(bytes("{'a':1}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1}{'b':2}", "{'a':1} x", "{'a':1,'a':2}", "{'a':1,}", "{a:1}", "{'a':NaN}"})
    void what_is_not_one_whole_json_is_refused(String body) {
        assertThatThrownBy(() -> BodyJson.read(bytes(body))).isInstanceOf(IOException.class);
    }

    @Test
    void so_is_what_is_not_utf_8_or_nested_too_deep() {
        assertThatThrownBy(() -> BodyJson.read(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> BodyJson.read("{\"a\":1}".getBytes(UTF_16))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> BodyJson.read(bytes("{'a':" + "[".repeat(33) + "]".repeat(33) + "}")))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':'\\ud83d'}",
                "{'a':'\\uDE00'}",
                "{'\\uD83D':1}",
                "{'a':['x\\udfff']}",
                "{'a':'\\ud83d','b':'\\ude00'}",
                "{'a':'\\ud83d\\ud83d\\ude00'}",
                "{'a':'\\ud83d\\n\\ude00'}",
                "{'a':'\\\\\\ud83d'}",
                "{'a':'\\ud83d😀'}",
                "{'a':'😀\\ude00'}",
                "'\\ud83d'"
            })
    void so_is_half_a_letter_which_would_become_another_on_the_way(String body) {
        assertThatThrownBy(() -> BodyJson.read(bytes(body)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("half of a letter");
    }

    @Test
    void a_whole_letter_may_be_escaped_and_a_backslash_is_no_escape_of_what_follows() throws IOException {
        var map = BodyJson.map(BodyJson.read(bytes(
                "\ufeff{'\\ud83d\\uDE00':'\\uD83D\\ude00 😀\\u00e9','b':'\\\\ud800','c':'\\\\\\\\udc00 \\ue000'}")));
        assertThat(map)
                .containsEntry("😀", "😀 😀é")
                .containsEntry("b", "\\ud800")
                .containsEntry("c", "\\\\udc00 \ue000");
    }

    @Test
    void names_of_one_hash_cost_what_others_do() {
        var ordinary = body(Texts.ordinary(MANY));
        var colliding = body(Texts.colliding(MANY));
        assertThat(CpuTime.nanosOf(() -> read(colliding))).isLessThan(TIMES * CpuTime.nanosOf(() -> read(ordinary)));
    }

    /** Jackson's table of names gives up at some hundred of them, also for whoever comes next. */
    @Test
    void names_of_one_hash_in_jacksons_own_table_are_read_like_others() {
        assertThat(read(body(ofOneHashAsJacksonHasIt()))).hasSize(MANY);
    }

    /** Of eight bytes: two words of which the second undoes what the first did to the hash, before its seed counts. */
    private static List<String> ofOneHashAsJacksonHasIt() {
        var inverse = 1;
        for (int i = 0; i < 5; i++) inverse *= 2 - 33 * inverse;
        var random = new Random(7);
        var names = new ArrayList<String>();
        while (names.size() < MANY) {
            var first = random.ints(4, '0', 'z').filter(c -> c != '\\').toArray();
            if (first.length < 4) continue;
            var word = first[0] << 24 | first[1] << 16 | first[2] << 8 | first[3];
            var mixed = word + (word >>> 15);
            mixed ^= mixed >>> 9;
            var second = (0x12345678 - mixed) * inverse;
            var name = text(word) + text(second);
            if (name.chars().allMatch(c -> c >= '#' && c < 127 && c != '\\') && !names.contains(name)) names.add(name);
        }
        return names;
    }

    private static String text(int word) {
        return "" + (char) (word >>> 24) + (char) (word >>> 16 & 255) + (char) (word >>> 8 & 255) + (char) (word & 255);
    }

    private static byte[] body(List<String> names) {
        return names.stream()
                .map(name -> '"' + name + "\":1")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);
    }

    private static Map<String, Object> read(byte[] body) {
        try {
            return BodyJson.map(BodyJson.read(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
