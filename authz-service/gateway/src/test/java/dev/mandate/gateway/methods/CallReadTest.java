package dev.mandate.gateway.methods;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.gateway.methods.CallRead.Refusal;
import dev.mandate.messaging.result.Result;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallReadTest {
    private static final String NUMBER = "'arguments':{'n':[1e309]}";

    @Test
    void a_tool_is_decided_by_its_arguments_and_what_else_was_sent_stays_here() throws IOException {
        var call = done(CallRead.tool(params("{'name':'read','arguments':{'id':'a'},'_meta':{'x':1},'also':1}")));
        assertThat(call.tool()).isEqualTo("read");
        assertThat(call.arguments()).isEqualTo(Map.of("id", "a"));
        assertThat(call.params()).isEqualTo(params("{'name':'read','arguments':{'id':'a'}}"));
        assertThat(call.asResult()).isTrue();
        assertThat(call.unknown()).isEqualTo("Unknown tool: read");
        assertThat(done(CallRead.tool(params("{'name':'read'}"))).arguments()).isNull();
    }

    @Test
    void resources_and_prompts_are_decided_by_what_they_are_called() throws IOException {
        var resource = done(CallRead.resource(params("{'uri':'file:///a','also':1}")));
        assertThat(resource.tool()).isEqualTo("resources.read");
        assertThat(resource.arguments()).isEqualTo(Map.of("uri", "file:///a"));
        assertThat(resource.params()).isEqualTo(params("{'uri':'file:///a'}"));
        var prompt = done(CallRead.prompt(params("{'name':'sum','arguments':{'of':'b'},'also':1}")));
        assertThat(prompt.tool()).isEqualTo("prompts.get");
        assertThat(prompt.arguments()).isEqualTo(Map.of("name", "sum", "arguments", Map.of("of", "b")));
        assertThat(prompt.params()).isEqualTo(params("{'name':'sum','arguments':{'of':'b'}}"));
        assertThat(done(CallRead.prompt(params("{'name':'sum'}"))).arguments()).isEqualTo(Map.of("name", "sum"));
        assertThat(prompt.asResult() || resource.asResult()).isFalse();
    }

    @Test
    void a_completion_is_decided_as_what_it_completes_is_and_a_yes_to_the_one_is_none_to_the_other()
            throws IOException {
        var ofPrompt = done(
                CallRead.completion(
                        params(
                                "{'ref':{'type':'ref/prompt','name':'sum','title':'x'},'argument':{'name':'of','value':'b'},'context':{'arguments':{'by':'c'}},'also':1}")));
        assertThat(ofPrompt.tool()).isEqualTo("prompts.get");
        assertThat(ofPrompt.arguments())
                .isEqualTo(Map.of("name", "sum", "completes", "of", "arguments", Map.of("of", "b", "by", "c")));
        assertThat(ofPrompt.params())
                .isEqualTo(
                        params(
                                "{'ref':{'type':'ref/prompt','name':'sum'},'argument':{'name':'of','value':'b'},'context':{'arguments':{'by':'c'}}}"));
        assertThat(ofPrompt.unknown()).isEqualTo("Unknown prompt: sum");
        var ofTemplate = done(CallRead.completion(
                params("{'ref':{'type':'ref/resource','uri':'file:///{of}'},'argument':{'name':'of','value':''}}")));
        assertThat(ofTemplate.tool()).isEqualTo("resources.read");
        assertThat(ofTemplate.arguments())
                .isEqualTo(Map.of("uri", "file:///{of}", "completes", "of", "arguments", Map.of("of", "")));
        assertThat(ofTemplate.unknown()).isEqualTo("Resource not found: file:///{of}");
        assertThat(ofPrompt.asResult() || ofTemplate.asResult()).isFalse();
    }

    @Test
    void a_completion_of_nothing_that_can_be_told_is_refused() throws IOException {
        var argument = "'argument':{'name':'of','value':''}";
        for (var ref :
                new String[] {"", "'ref':{'type':'ref/tool','name':'a'},", "'ref':{'type':'ref/prompt','uri':'a'},"})
            assertThat(CallRead.completion(params("{" + ref + argument + "}")))
                    .isEqualTo(Result.refused(Refusal.NO_REFERENCE));
        var ref = "{'ref':{'type':'ref/prompt','name':'sum'}";
        for (var wrong : new String[] {"", ",'argument':{'name':'of'}", ",'argument':{'name':'','value':''}"})
            assertThat(CallRead.completion(params(ref + wrong + "}"))).isEqualTo(Result.refused(Refusal.NO_ARGUMENT));
        for (var context : new String[] {"1", "{'a':1}"})
            assertThat(CallRead.completion(params(ref + "," + argument + ",'context':{'arguments':" + context + "}}")))
                    .isEqualTo(Result.refused(Refusal.NO_CONTEXT));
    }

    @Test
    void a_list_is_decided_without_arguments_and_none_are_sent() {
        var list = CallRead.list("resources.list");
        assertThat(list.arguments()).isNull();
        assertThat(list.params()).isEmpty();
        assertThat(list.asResult()).isFalse();
    }

    @Test
    void no_tool_is_called_what_reading_or_prompting_is() throws IOException {
        for (var name : new String[] {"resources.read", "resources.list", "prompts.get", "prompts.list"})
            assertThat(CallRead.tool(params("{'name':'" + name + "'}"))).isEqualTo(Result.refused(Refusal.NO_TOOL));
    }

    @Test
    void what_names_nothing_or_too_much_is_refused() throws IOException {
        for (var name : new String[] {"", "'name':''", "'name':1", "'name':'" + "n".repeat(129) + "'"}) {
            assertThat(CallRead.tool(params("{" + name + "}"))).isEqualTo(Result.refused(Refusal.NO_TOOL));
            assertThat(CallRead.prompt(params("{" + name + "}"))).isEqualTo(Result.refused(Refusal.NO_PROMPT));
        }
        for (var uri : new String[] {"", "'uri':''", "'uri':{}", "'uri':'" + "u".repeat(2049) + "'"})
            assertThat(CallRead.resource(params("{" + uri + "}"))).isEqualTo(Result.refused(Refusal.NO_RESOURCE));
        done(CallRead.tool(params("{'name':'" + "n".repeat(128) + "'}")));
        done(CallRead.resource(params("{'uri':'" + "u".repeat(2048) + "'}")));
    }

    @Test
    void arguments_that_nobody_could_decide_by_or_record_are_refused() throws IOException {
        for (var wrong : new String[] {"'arguments':null", "'arguments':[]", "'arguments':'x'"}) {
            var params = params("{'name':'read'," + wrong + "}");
            assertThat(CallRead.tool(params)).isEqualTo(Result.refused(Refusal.NO_ARGUMENTS));
            assertThat(CallRead.prompt(params)).isEqualTo(Result.refused(Refusal.NO_ARGUMENTS));
        }
        var params = params("{'name':'read'," + NUMBER + "}");
        assertThat(CallRead.tool(params)).isEqualTo(Result.refused(Refusal.TOO_LARGE_A_NUMBER));
        assertThat(CallRead.prompt(params)).isEqualTo(Result.refused(Refusal.TOO_LARGE_A_NUMBER));
    }

    private static CallRead done(Result<CallRead, Refusal> read) {
        return read.fold(call -> call, why -> {
            throw new AssertionError(why.words());
        });
    }

    private static ObjectNode params(String json) throws IOException {
        return (ObjectNode) BodyJson.read(json.replace('\'', '"').getBytes(UTF_8));
    }
}
