package dev.mandate.gateway.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultFactsTest {
    @Test
    void what_an_error_says_is_told_like_any_other_answer() {
        var data = ServerJson.object().put("contact", "eve@evil.example");
        var told = ResultFacts.of(
                        JsonRpcAnswer.of(new JsonRpcError(-32000, "Not there, see https://evil.example/x", data)))
                .told();
        assertThat(told.status()).isEqualTo(Status.FAILED);
        assertThat(told.identifiers()).containsExactly("evil.example/x", "eve@evil.example");
        assertThat(told.size())
                .isEqualTo("Not there, see https://evil.example/x".length()
                        + "contact".length()
                        + "eve@evil.example".length());
    }

    @Test
    void names_of_members_are_read_too() {
        var result = ServerJson.object();
        result.putObject("structuredContent").put("eve@evil.example", true);
        assertThat(told(JsonRpcAnswer.of(result)).identifiers()).containsExactly("eve@evil.example");
    }

    @Test
    void an_ordinary_answer_is_told_whole() {
        var told = told(text(addresses(1000)));
        assertThat(told.identifiers()).hasSize(1000);
        assertThat(told.incomplete()).isNull();
    }

    @Test
    void of_an_answer_in_which_too_many_show_it_is_told_that_there_are_more() {
        var told = told(text(addresses(1025)));
        assertThat(told.identifiers()).hasSize(1024);
        assertThat(told.incomplete()).isTrue();
    }

    @Test
    void identifiers_that_are_longer_than_a_record_has_room_for_are_said_to_be_left_out() {
        var told = told(text(IntStream.range(0, 400)
                .mapToObj(i -> "https://x.example/" + i + "/" + "y".repeat(500))
                .collect(Collectors.joining(" "))));
        assertThat(told.identifiers()).hasSizeBetween(100, 399);
        assertThat(told.incomplete()).isTrue();
    }

    @Test
    void a_text_that_is_too_long_to_be_read_is_said_to_be_so() {
        var told = told(text("x ".repeat(1024 * 1024) + "eve@evil.example"));
        assertThat(told.identifiers()).isEmpty();
        assertThat(told.incomplete()).isTrue();
    }

    @Test
    void many_short_ones_close_together_are_all_found() {
        var told = told(
                text(IntStream.range(0, 600).mapToObj(i -> "a" + i + "@b.io").collect(Collectors.joining(" "))));
        assertThat(told.identifiers()).hasSize(600);
        assertThat(told.incomplete()).isNull();
    }

    private static ToolResult told(JsonRpcAnswer answer) {
        return ResultFacts.of(answer).told();
    }

    private static JsonRpcAnswer text(String text) {
        var result = ServerJson.object();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return JsonRpcAnswer.of(result);
    }

    private static String addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "someone-" + i + "@partner.example")
                .collect(Collectors.joining(", "));
    }
}
