package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildOutputTest {
    private static final int LONGEST = 100_000;

    private final List<String> told = new ArrayList<>();

    @Test
    void a_line_that_is_too_long_is_skipped_to_its_end_and_the_next_one_is_read() throws IOException {
        read("first\n" + "[" + "x".repeat(LONGEST) + "]\n" + "y".repeat(LONGEST) + "\n\nlast\n");
        assertThat(told).hasSize(4).startsWith("first").endsWith("last");
        assertThat(told.get(1)).startsWith("too long [xxx").endsWith("xxx]");
        assertThat(told.get(2)).isEqualTo("y".repeat(LONGEST));
    }

    @Test
    void a_line_that_comes_to_no_end_is_an_error() {
        assertThatThrownBy(() -> read("x".repeat(LONGEST * ChildOutput.SKIPPED + 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("it wrote a line of more than 800000 bytes");
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"jsonrpc":"2.0","id":7,"result":{"text":"xx          | xx"}}                           | 7
                    {"id": 7, "result":{"text":"xx                        | ,\\"id\\":8}"}}                 | 7
                    {"result":{"id":3,"text":"xx                          | xx"},"jsonrpc":"2.0", "id" : 7 }| 7
                    {"jsonrpc":"2.0","result":{"text":"xx                 | xx"},"id":7}                    | 7
                    {"result":{"text":"xx                                 | xx","id":7}}                    |
                    {"result":{"text":"xx                                 | ,\\"id\\":7}"}}                 |
                    {"id":"seven","result":{"text":"xx                    | xx"}}                           |
                    xxxx                                                  | xxxx                            |
                    """)
    void which_call_it_was_for_is_told_by_its_beginning_or_its_end(String beginning, String end, Long id) {
        var found = LongAnswer.id(beginning.getBytes(UTF_8), end.getBytes(UTF_8));
        assertThat(found.isPresent() ? found.getAsLong() : null).isEqualTo(id);
    }

    @Test
    void a_child_that_says_more_than_anybody_has_to_say_is_told_so() throws IOException {
        var now = new long[1];
        var unasked = new UnsolicitedOutput(1000, () -> now[0]);
        for (var i = 0; i < UnsolicitedOutput.MOST; i++) unasked.count(0);
        assertThatThrownBy(() -> unasked.count(0))
                .hasMessage("it wrote more than 20000 messages in 10 s that answer nothing");
        now[0] = 11_000_000_000L;
        unasked.count(1000);
        assertThatThrownBy(() -> unasked.count(1))
                .hasMessage("it wrote more than 1000 bytes in 10 s that answer nothing");
    }

    private void read(String written) throws IOException {
        new ChildOutput(LONGEST, new ChildOutput.Lines() {
                    @Override
                    public void line(byte[] line) {
                        told.add(new String(line, UTF_8));
                    }

                    @Override
                    public void tooLong(byte[] beginning, byte[] end) {
                        told.add("too long " + new String(beginning, UTF_8) + " … " + new String(end, UTF_8));
                    }
                })
                .read(new ByteArrayInputStream(written.getBytes(UTF_8)));
    }
}
