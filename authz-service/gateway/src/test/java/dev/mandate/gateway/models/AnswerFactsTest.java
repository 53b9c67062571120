package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolIntention;
import dev.mandate.gateway.jsonrpc.ServerJson;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFactsTest {
    private final AnswerFacts facts = new AnswerFacts();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'prompt_tokens':7,'completion_tokens':5,'total_tokens':12}                                          | 7  | 5
                    {'input_tokens':7,'output_tokens':5}                                                                 | 7  | 5
                    {'input_tokens':7,'output_tokens':5,'cache_creation_input_tokens':100,'cache_read_input_tokens':1000} | 1107 | 5
                    {'prompt_tokens':7,'total_tokens':7}                                                                 | 7  | 0
                    """)
    void usage_is_what_the_provider_tells_in_its_own_words(String usage, long input, long output) {
        whole("{'usage':" + usage + "}");
        assertThat(facts.usage(1000, 2000, true)).isEqualTo(new TokenUsage(input, output, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                     | 1000 | 2000
                    {'usage':null}                                         | 1000 | 2000
                    {'usage':{'prompt_tokens':-7,'completion_tokens':'5'}}  | 1000 | 2000
                    {'usage':{'prompt_tokens':1.5,'completion_tokens':5}}   | 1000 | 5
                    {'usage':{'prompt_tokens':7}}                          | 7    | 2000
                    """)
    void what_it_doesnt_tell_is_as_much_as_it_can_have_been(String answer, long input, long output) {
        whole(answer);
        assertThat(facts.usage(1000, 2000, true)).isEqualTo(new TokenUsage(input, output, true));
    }

    @Test
    void of_a_stream_that_broke_off_nobody_told_how_much_was_written() {
        facts.event(json("{'type':'message_start','message':{'usage':{'input_tokens':9,'output_tokens':1}}}"));
        assertThat(facts.usage(1000, 2000, false)).isEqualTo(new TokenUsage(9, 2000, true));
        facts.event(json("{'type':'message_delta','usage':{'output_tokens':40}}"));
        assertThat(facts.usage(1000, 2000, true)).isEqualTo(new TokenUsage(9, 40, null));
    }

    @Test
    void tools_that_a_model_asks_for_are_the_same_whole_or_in_pieces() {
        whole(
                "{'choices':[{'message':{'tool_calls':[{'function':{'name':'send','arguments':'{\\'to\\': 1}'}}]}}],'output':[{'type':'function_call','name':'send','arguments':'{\\'to\\':1}'}],'content':[{'type':'tool_use','name':'send','input':{'to':1}}]}");
        var pieces = new AnswerFacts();
        pieces.event(
                json(
                        "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'name':'send','arguments':''}}]}}]}"));
        pieces.event(json(
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{\\'to'}}]}}]}"));
        pieces.event(json(
                "{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'\\':1}'}}]}}]}"));
        pieces.event(
                json(
                        "{'type':'content_block_start','index':1,'content_block':{'type':'tool_use','name':'send','input':{}}}"));
        pieces.event(
                json(
                        "{'type':'content_block_delta','index':1,'delta':{'type':'input_json_delta','partial_json':'{\\'to\\':1}'}}"));
        pieces.event(
                json(
                        "{'type':'response.output_item.done','item':{'type':'function_call','name':'send','arguments':'{\\'to\\':1}'}}"));
        assertThat(facts.intentions())
                .hasSize(3)
                .allMatch(one -> one.equals(facts.intentions().get(0)));
        assertThat(pieces.intentions()).containsExactlyInAnyOrderElementsOf(facts.intentions());
        assertThat(facts.intentions().get(0).digest()).startsWith("sha256:").hasSize(71);
    }

    @Test
    void more_than_a_record_has_room_for_is_told_to_be_more() {
        for (var i = 0; i < 200; i++)
            facts.event(json("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':" + i + ",'function':{'name':'"
                    + "n".repeat(300) + "','arguments':'{}'}}]}}]}"));
        assertThat(facts.intentions())
                .hasSize(128)
                .extracting(ToolIntention::tool)
                .allMatch(name -> name.length() == 200);
        assertThat(facts.incomplete()).isTrue();
    }

    @Test
    void what_is_told_is_found_in_an_answer_of_many_blocks_whose_rest_is_not_built() {
        whole(
                "{'data':[" + "{'embedding':[0.12345,-1e-7]},".repeat(20_000)
                        + "{}],'content':[{'type':'text','text':'" + "\u00fc".repeat(300_000)
                        + "'},{'type':'tool_use','name':'send','input':{'to':1}}],'usage':{'prompt_tokens':7,'total_tokens':7}}");
        assertThat(facts.usage(1000, 2000, true)).isEqualTo(new TokenUsage(7, 0, null));
        assertThat(facts.intentions()).extracting(ToolIntention::tool).containsExactly("send");
        assertThat(facts.incomplete())
                .as("of a block that is too long to be looked at it isn't known what it is")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'a':1,'a':2}",
                "{'data':[{'a':1,'a':2}]}",
                "{'usage':{}} {}",
                "{'choices':[{'message':{'content':'",
                "{'choices':[{},"
            })
    void what_is_no_object_that_is_the_same_for_every_reader_is_no_answer(String answer) {
        assertThatThrownBy(() -> AnswerReader.read(body(answer), facts)).isInstanceOf(IOException.class);
    }

    @Test
    void nor_is_one_in_another_encoding() {
        var body = new AnswerBody(bytes -> true);
        body.add(Buffer.buffer("{\"usage\":{}}".getBytes(UTF_16LE)));
        assertThatThrownBy(() -> AnswerReader.read(body, facts)).isInstanceOf(IOException.class);
    }

    @Test
    void nor_is_one_whose_names_would_have_to_be_remembered_without_end() {
        var names = new StringBuilder();
        for (var i = 0; i < 20_000; i++) names.append("'n").append(i).append("':1,");
        for (var answer : List.of("{" + names + "'x':1}", "{'data':[{" + names + "'x':1}]}"))
            assertThatThrownBy(() -> AnswerReader.read(body(answer), facts)).hasMessageContaining("too many members");
    }

    private void whole(String text) {
        try {
            AnswerReader.read(body(text), facts);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static AnswerBody body(String text) {
        var body = new AnswerBody(bytes -> true);
        body.add(Buffer.buffer(text.replace("\\'", "\\\"").replace('\'', '"')));
        return body;
    }

    private static ObjectNode json(String text) {
        try {
            return ServerJson.read(
                    text.replace("\\'", "\\\"").replace('\'', '"').getBytes(UTF_8));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
