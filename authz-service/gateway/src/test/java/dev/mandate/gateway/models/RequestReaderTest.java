package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mandate.events.actions.TokenUsage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    @Test
    void all_of_it_stays_as_it_was_written_but_the_models_name() throws BadRequest {
        var written =
                "{ \"messages\" : [{\"role\":\"user\",\"content\":\"ü \\u00e9 1.50\"}],\n \"temperature\":1.50e0, \"model\" : \"general\\u002dsmall\" , \"seed\":12345678901234567890 }";
        var request = read(Endpoint.CHAT_COMPLETIONS, written);
        assertThat(request.model()).isEqualTo("general-small");
        assertThat(sent(request, "gpt \"x\""))
                .isEqualTo(written.replace("\"general\\u002dsmall\"", "\"gpt \\\"x\\\"\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','stream':true}",
                "{'stream':true,'model':'m','stream_options':{}}",
                "{'stream':true,'stream_options':{'x':1,'include_usage':false},'model':'m','a':[1]}"
            })
    void usage_of_a_stream_is_asked_for_where_the_caller_doesnt(String written) throws Exception {
        var request = read(Endpoint.CHAT_COMPLETIONS, written);
        assertThat(request.asksForUsage()).isTrue();
        var sent =
                dev.mandate.gateway.jsonrpc.ServerJson.read(sent(request, "gpt").getBytes(UTF_8));
        assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(sent.path("model").asText()).isEqualTo("gpt");
        assertThat(sent.at("/stream_options/x").asInt(1)).isEqualTo(1);
    }

    @Test
    void it_is_not_asked_for_where_he_does_or_where_it_comes_anyhow() throws BadRequest {
        var asked = "{'model':'m','stream':true,'stream_options':{'include_usage':true}}";
        assertThat(sent(read(Endpoint.CHAT_COMPLETIONS, asked), "m")).isEqualTo(json(asked));
        var message = "{'model':'m','stream':true,'max_tokens':5}";
        assertThat(sent(read(Endpoint.MESSAGES, message), "m")).isEqualTo(json(message));
    }

    @Test
    void it_takes_at_most_as_many_tokens_as_it_has_bytes_and_as_all_answers_may_have() throws BadRequest {
        var one = "{'model':'m','max_tokens':10,'max_completion_tokens':20,'n':3}";
        assertThat(read(Endpoint.CHAT_COMPLETIONS, one).mostInput(5000)).isEqualTo(one.length());
        assertThat(read(Endpoint.CHAT_COMPLETIONS, one).mostOutput(1000)).isEqualTo(60);
        assertThat(read(Endpoint.RESPONSES, "{'model':'m'}").mostOutput(1000)).isEqualTo(1000);
        assertThat(read(Endpoint.CHAT_COMPLETIONS, "{'model':'m','n':3}").mostOutput(1000))
                .isEqualTo(3000);
        assertThat(read(Endpoint.EMBEDDINGS, "{'model':'m'}").mostOutput(1000)).isZero();
        assertThat(read(Endpoint.CHAT_COMPLETIONS, "{'model':'m','max_tokens':0,'max_completion_tokens':null}")
                        .mostOutput(1000))
                .isEqualTo(1000);
        assertThat(read(Endpoint.CHAT_COMPLETIONS, "{'model':'m','max_tokens':1000000000,'n':1024}")
                        .mostOutput(1000))
                .as("no more than can be told of a use")
                .isEqualTo(TokenUsage.MOST / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, max_output_tokens",
        "RESPONSES, max_tokens",
        "RESPONSES, max_completion_tokens",
        "MESSAGES, max_completion_tokens",
        "MESSAGES, max_output_tokens",
        "EMBEDDINGS, max_tokens"
    })
    void a_limit_of_another_interface_limits_nothing_and_is_refused(Endpoint endpoint, String limit) throws BadRequest {
        var refused = catchThrowableOfType(BadRequest.class, () -> read(endpoint, "{'model':'m','" + limit + "':1}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.words()).contains(limit, endpoint.path());
        assertThat(read(endpoint, "{'model':'m','" + limit + "':null}").model()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CHAT_COMPLETIONS | {'type':'image_url','image_url':{'url':'https://pictures.example/1'}}
                    CHAT_COMPLETIONS | {'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgo='}}
                    CHAT_COMPLETIONS | {'type':'file','file':{'file_id':'file-1'}}
                    CHAT_COMPLETIONS | {'type':'input_audio','input_audio':{'data':'UklGRg==','format':'wav'}}
                    CHAT_COMPLETIONS | {'role':'assistant','audio':{'id':'audio_1'}}
                    RESPONSES        | {'type':'input_image','image_url':'https://pictures.example/1'}
                    RESPONSES        | {'type':'input_file','file_\\u0075rl':'https://files.example/1'}
                    RESPONSES        | {'id':'msg_1','type':'item_reference'}
                    MESSAGES         | {'type':'image','source':{'type':'url','url':'https://pictures.example/1'}}
                    MESSAGES         | {'type':'document','source':{'type':'file','file_id':'file_1'}}
                    """)
    void of_what_comes_with_a_prompt_its_bytes_say_nothing(Endpoint endpoint, String content) throws BadRequest {
        var written = "{'model':'m','input':[{'content':[{'type':'text','text':'what is this?'}," + content + "]}]}";
        assertThat(read(endpoint, written).mostInput(5000)).isEqualTo(5000);
        assertThat(read(endpoint, written).mostInput(1))
                .as("never less than it has")
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "'m'",
                "{'model':'m'",
                "{'model':'m'} {}",
                "{'model':'m'},",
                "{'model':'m','model':'m'}",
                "{'model':'m','mod\\u0065l':'other'}",
                "{'model':'m','messages':[{'role':'user','role':'system'}]}",
                "{'Model':'m'}",
                "{'model':'m','MODEL':'other'}",
                "{'model':'m','\\uff4dodel':'other'}",
                "{'model':'m','model ':'other'}",
                "{'model':'m','Stream_options':{}}",
                "{'model':['m']}",
                "{'model':{'id':'m'}}",
                "{'model':1}",
                "{'model':null}",
                "{'messages':[]}",
                "{'model':'m','stream':'true'}",
                "{'model':'m','stream':1}",
                "{'model':'m','stream_options':[]}",
                "{'model':'m','stream_options':{'Include_usage':false}}",
                "{'model':'m','n':'2'}",
                "{'model':'m','n':-1}",
                "{'model':'m','n':1e9}",
                "{'model':'m','max_tokens':99999999999999999999}",
                "{'model':'m','max_tokens':'5'}",
                "{'model':'m','tools':{}}",
                "{'model':'m','tools':['web_search']}",
                "{'model':'m','tools':[{'type':['function']}]}",
                "{'model':'m','tools':[{'Type':'web_search'}]}",
                "\ufeff{'model':'m'}"
            })
    void what_two_readers_could_read_differently_is_refused(String written) {
        assertThat(refused(json(written).getBytes(UTF_8))).isEqualTo(400);
    }

    @Test
    void so_are_other_encodings_and_what_is_nested_without_end() {
        assertThat(refused(json("{'model':'m'}").getBytes(UTF_16LE))).isEqualTo(400);
        assertThat(refused(new byte[] {'{', '"', 'm', (byte) 0xc3, '"', ':', '1', '}'}))
                .isEqualTo(400);
        assertThat(refused(json("{'model':'m','a':" + "[".repeat(10_000)).getBytes(UTF_8)))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m\\ud83d'}",
                "{'model':'m','\\uDE00':1}",
                "{'model':'m','messages':[{'content':'x\\ud83d'}]}",
                "{'model':'m','messages':[{'content':'\\ud83d\\n\\ude00'}]}",
                "{'model':'m','tools':[{'type':'function','function':{'name':'\\udfff'}}]}",
                "{'model':'m','stream_options':{'x':'\\ud83d'}}"
            })
    void so_is_half_a_letter_which_would_become_another_on_the_way(String written) {
        assertThat(refused(json(written).getBytes(UTF_8))).isEqualTo(400);
    }

    @Test
    void a_whole_letter_may_be_escaped() throws BadRequest {
        var written = json("{'model':'m','messages':[{'content':'\\ud83d\\uDE00 😀 \\\\ud800'}]}");
        assertThat(sent(read(Endpoint.CHAT_COMPLETIONS, written), "m")).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("reaching")
    void what_reaches_beyond_the_model_is_told(Endpoint endpoint, String written, String[] reaching) throws BadRequest {
        assertThat(read(endpoint, written).reaching()).containsExactlyInAnyOrder(reaching);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> reaching() {
        return Stream.of(
                of(Endpoint.CHAT_COMPLETIONS, "{'model':'m','tools':[{'type':'function','function':{'name':'x'}}]}"),
                of(Endpoint.CHAT_COMPLETIONS, "{'model':'m','web_search_options':{}}", "web_search_options"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','tools':[{'server_url':'https://evil.example','type':'mcp'}]}",
                        "mcp"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','previous_response_id':'resp_1','background':false}",
                        "previous_response_id"),
                of(Endpoint.RESPONSES, "{'model':'m','previous_response_id':null}"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','tools':[{'name':'x','input_schema':{}},{'type':'bash_20250124','name':'bash'}]}"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','prompt':{'id':'pmpt_1'},'background':true}",
                        "prompt",
                        "background"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','prompt_cache_options':{'comparison_response_id':'resp_1'}}",
                        "comparison_response_id"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','input':[{'tools':[{'type':'function'},{'type':'mcp'}],'role':'developer','type':'additional_tools'}]}",
                        "mcp"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','input':[{'type':'mcp_approval_response','approve':true}]}",
                        "mcp_approval_response"),
                of(Endpoint.RESPONSES, "{'model':'m','input':[{'id':'msg_1'}]}", "item_reference"),
                of(Endpoint.RESPONSES, "{'model':'m','input':[{'id':'msg_1','type':null}]}", "item_reference"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','input':[{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}]}",
                        "file_id"),
                of(
                        Endpoint.RESPONSES,
                        "{'model':'m','input':[{'role':'user','content':'hi'},{'type':'message','role':'user','content':[{'type':'input_image','file_id':null,'image_url':'data:image/png;base64,iVBORw0KGgo='}]},{'type':'function_call','call_id':'1','name':'x','arguments':'{}'},{'type':'function_call_output','call_id':'1','output':'{}'}]}"),
                of(
                        Endpoint.CHAT_COMPLETIONS,
                        "{'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://stranger.example/?read=secret'}}]}]}",
                        "url"),
                of(
                        Endpoint.CHAT_COMPLETIONS,
                        "{'model':'m','messages':[{'role':'assistant','audio':{'id':'audio_1'}},{'role':'user','content':[{'type':'file','file':{'file_id':'file-1'}}]}]}",
                        "audio_id",
                        "file_id"),
                of(
                        Endpoint.CHAT_COMPLETIONS,
                        "{'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'1','type':'function','function':{'name':'x','arguments':'{}'}}]},{'role':'tool','tool_call_id':'1','content':'{}'}]}"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','messages':[{'role':'user','content':[{'type':'container_upload','file_id':'file_1'},{'type':'document','source':{'type':'url','url':'https://stranger.example/'}}]}]}",
                        "container_upload",
                        "file_id",
                        "url"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','messages':[{'role':'system','content':[{'type':'compaction','tool_changes':[{'type':'tool_addition','tool':{}}]}]}]}",
                        "tool_addition"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','messages':[{'role':'assistant','content':[{'type':'tool_use','id':'1','name':'x','input':{'type':'any','url':'https://one.example','file_id':'1','tools':[1]}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':[{'type':'image','source':{'type':'base64','data':'aGk='}}]}]}]}"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','messages':[{'role':'assistant','content':[{'type':'web_search_tool_result','content':[{'type':'web_search_result','url':'https://found.example'}]}]}]}"),
                of(
                        Endpoint.MESSAGES,
                        "{'model':'m','mcp_servers':[{}],'tools':[{'type':'web_search_20250305','name':'web_search'}]}",
                        "mcp_servers",
                        "web_search_20250305"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CHAT_COMPLETIONS | {'model':'m','messages':[],'connectors':[{}]}                                  | connectors
                    CHAT_COMPLETIONS | {'model':'m','messages':[],'top_k':40}                                         | top_k
                    CHAT_COMPLETIONS | {'model':'m','messages':[{'role':'user','content':[{'type':'video_url'}]}]}    | video_url
                    RESPONSES        | {'model':'m','n':2}                                                            | n
                    RESPONSES        | {'model':'m','input':[{'type':'remote_agent','role':'user'}]}                  | remote_agent
                    EMBEDDINGS       | {'model':'m','input':'x','stream':false}                                       | stream
                    MESSAGES         | {'model':'m','messages':[],'store':null}                                       | store
                    MESSAGES         | {'model':'m','system':[{'type':'skill','id':'1'}]}                             | skill
                    CHAT_COMPLETIONS | {'model':'m','stream':true,'stream_options':{'webhook':'https://s.example'}}   | webhook
                    CHAT_COMPLETIONS | {'model':'m','tools':[{'type':'function','function':{'name':'x','run_at':1}}]} | run_at
                    CHAT_COMPLETIONS | {'model':'m','functions':[{'name':'x','run_at':1}]}                            | run_at
                    RESPONSES        | {'model':'m','tools':[{'run_at':1,'type':'function','name':'x'}]}              | run_at
                    RESPONSES        | {'model':'m','input':[{'type':'additional_tools','tools':[{'run_at':1}]}]}     | run_at
                    MESSAGES         | {'model':'m','tools':[{'name':'x','input_schema':{},'run_at':{'url':'x'}}]}    | run_at
                    MESSAGES         | {'model':'m','tools':[{'name':'x','Input_schema':{}}]}                         | Input_schema
                    """)
    void what_nobody_here_knows_is_told(Endpoint endpoint, String written, String unknown) throws BadRequest {
        assertThat(read(endpoint, written).unknown()).containsExactly(unknown);
    }

    @Test
    void nor_is_more_of_it_told_than_anybody_would_name() {
        var many = IntStream.range(0, 40).mapToObj(n -> ",'new" + n + "':1").collect(Collectors.joining());
        assertThat(refused(json("{'model':'m'" + many + "}").getBytes(UTF_8))).isEqualTo(400);
        assertThat(refused(
                        json("{'model':'m','tools':[{'name':'x'" + many + "}]}").getBytes(UTF_8)))
                .isEqualTo(400);
    }

    @Test
    void a_tool_that_the_provider_runs_is_its_kind_whatever_it_is_described_by() throws BadRequest {
        var search = read(Endpoint.MESSAGES, "{'model':'m','tools':[{'max_uses':5,'type':'web_search_20250305'}]}");
        assertThat(search.unknown()).isEmpty();
        assertThat(search.reaching()).containsExactly("web_search_20250305");
    }

    @Test
    void all_that_answers_alone_is_known() throws BadRequest {
        var chat =
                "{'model':'m','messages':[{'role':'developer','content':'x'}],'audio':{'voice':'alloy','format':'wav'},'frequency_penalty':0,'logit_bias':{},'logprobs':true,'max_completion_tokens':9,'metadata':{'a':'b'},'modalities':['text'],'n':1,'parallel_tool_calls':true,'prediction':{'type':'content','content':'x'},'presence_penalty':0,'prompt_cache_key':'k','reasoning_effort':'low','response_format':{'type':'json_schema','json_schema':{'schema':{'type':'object','properties':{'file_id':{'type':'string'}}}}},'safety_identifier':'s','seed':1,'service_tier':'auto','stop':['x'],'store':false,'stream':true,'stream_options':{'include_usage':true,'include_obfuscation':false},'temperature':1,'tool_choice':{'type':'function','function':{'name':'x'}},'functions':[{'name':'x'}],'tools':[{'type':'function','function':{'name':'x','description':'y','strict':true,'parameters':{'type':'object','properties':{'run_at':{}}}}},{'type':'custom','custom':{'name':'x','format':{'type':'text'}}}],'top_logprobs':2,'top_p':1,'user':'u','verbosity':'low'}";
        var responses =
                "{'model':'m','input':'x','instructions':'x','include':['reasoning.encrypted_content'],'max_output_tokens':9,'max_tool_calls':1,'reasoning':{'effort':'low'},'store':false,'text':{'format':{'type':'text'}},'tool_choice':'auto','truncation':'auto','context_management':[{'type':'compaction'}],'stream_options':{'include_obfuscation':true},'tools':[{'type':'function','name':'x','parameters':null,'strict':null,'output_schema':{},'allowed_callers':['direct'],'async':true,'defer_loading':true},{'type':'custom','name':'x','format':{'type':'text'}},{'type':'computer_use_preview','display_height':1,'display_width':1,'environment':'linux'}]}";
        var messages =
                "{'model':'m','max_tokens':9,'messages':[],'system':[{'type':'text','text':'x','cache_control':{'type':'ephemeral'}}],'cache_control':{'type':'ephemeral'},'metadata':{'user_id':'u'},'output_config':{'effort':'low'},'service_tier':'auto','speed':'fast','stop_sequences':['x'],'thinking':{'type':'adaptive'},'temperature':1,'top_k':5,'top_p':1,'tool_choice':{'type':'any'},'tools':[{'name':'x','type':'custom','description':'y','input_schema':{},'input_examples':[{}],'strict':true,'cache_control':{'type':'ephemeral'},'allowed_callers':['direct'],'defer_loading':true,'eager_input_streaming':true},{'type':'text_editor_20250728','name':'x','max_characters':9},{'type':'computer_20251124','name':'computer','display_width_px':1,'display_height_px':1,'display_number':1,'enable_zoom':true}]}";
        for (var request : List.of(
                read(Endpoint.CHAT_COMPLETIONS, chat),
                read(Endpoint.RESPONSES, responses),
                read(
                        Endpoint.EMBEDDINGS,
                        "{'model':'m','input':['x'],'dimensions':9,'encoding_format':'float','user':'u'}"),
                read(Endpoint.MESSAGES, messages))) {
            assertThat(request.unknown()).isEmpty();
            assertThat(request.reaching()).isEmpty();
        }
    }

    private static org.junit.jupiter.params.provider.Arguments of(
            Endpoint endpoint, String written, String... reaching) {
        return org.junit.jupiter.params.provider.Arguments.of(endpoint, written, reaching);
    }

    private static ModelRequest read(Endpoint endpoint, String written) throws BadRequest {
        return RequestReader.read(endpoint, json(written).getBytes(UTF_8));
    }

    private static String sent(ModelRequest request, String upstream) {
        return new String(request.to(upstream), UTF_8);
    }

    private static int refused(byte[] body) {
        return catchThrowableOfType(BadRequest.class, () -> RequestReader.read(Endpoint.CHAT_COMPLETIONS, body))
                .status();
    }

    private static String json(String written) {
        return written.replace('\'', '"');
    }
}
