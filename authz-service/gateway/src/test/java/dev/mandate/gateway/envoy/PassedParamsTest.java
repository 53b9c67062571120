package dev.mandate.gateway.envoy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.MalformedMessage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassedParamsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    initialize                        | {'protocolVersion':'2025-11-25','capabilities':{'roots':{'listChanged':true},'elicitation':{'form':{},'url':{}}},'clientInfo':{'name':'a client','title':'A client','version':'1.2.3'}}
                    ping                              | {}
                    logging/setLevel                  | {'level':'warning'}
                    tools/list                        | {'_meta':{'traceparent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'}}
                    tools/call                        | {'name':'read','arguments':{'any':['thing']},'_meta':{'progressToken':3}}
                    tools/call                        | {'name':'read','_meta':{'progressToken':'0af76519-16cd-43dd-8448-eb211c80319c','io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{},'io.modelcontextprotocol/clientInfo':{'name':'a client','version':'1'},'io.modelcontextprotocol/logLevel':'info'}}
                    resources/read                    | {'uri':'wiki://page'}
                    prompts/get                       | {'name':'greet','arguments':{'whom':'Ada'}}
                    notifications/initialized         | {}
                    notifications/cancelled           | {'requestId':7,'reason':'nobody waits'}
                    notifications/progress            | {'progressToken':7,'progress':1,'total':2}
                    unheard/of                        | {'anything':'is refused elsewhere'}
                    """)
    void what_the_protocol_needs_is_passed(String method, String params) throws MalformedMessage {
        assertThat(refusal(method, params, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    initialize                        | {'clientInfo':{'name':'a client','icons':[{'src':'data:what was read'}]}}        | params.“clientInfo”
                    initialize                        | {'capabilities':{'roots':{},'note':'what was read'}}                           | params.“capabilities”
                    initialize                        | {'protocolVersion':'what was read'}                                            | params.“protocolVersion”
                    ping                              | {'note':'what was read'}                                                       | params.“note”
                    logging/setLevel                  | {'level':'what was read'}                                                      | params.“level”
                    tools/list                        | {'cursor':'what was read'}                                                     | params.cursor
                    tools/list                        | {'_meta':'what was read'}                                                      | params._meta
                    tools/call                        | {'name':'read','task':{'ttl':1}}                                               | params.“task”
                    tools/call                        | {'name':'read','requestState':'what was read'}                                 | params.“requestState”
                    tools/call                        | {'name':'read','_meta':{'tracestate':'what=was,read=1'}}                       | params._meta.“tracestate”
                    tools/call                        | {'name':'read','_meta':{'traceparent':'what was read'}}                        | params._meta.“traceparent”
                    tools/call                        | {'name':'read','_meta':{'progressToken':'what was read'}}                      | params._meta.“progressToken”
                    tools/call                        | {'name':'read','_meta':{'progressToken':0.5}}                                  | params._meta.“progressToken”
                    resources/read                    | {'uri':'wiki://page','name':'what was read'}                                   | params.“name”
                    notifications/initialized         | {'note':'what was read'}                                                       | params.“note”
                    notifications/cancelled           | {'requestId':7,'reason':{'note':'what was read'}}                              | params.“reason”
                    notifications/cancelled           | {'requestId':7,'reason':['what was read']}                                     | params.“reason”
                    notifications/progress            | {'progressToken':7,'progress':1,'message':'what was read'}                     | params.“message”
                    """)
    void anything_else_is_refused_by_its_name(String method, String params, String named) throws MalformedMessage {
        assertThat(refusal(method, params, false).orElseThrow()).contains(named);
    }

    @ParameterizedTest
    @CsvSource({"tools/list", "resources/list", "resources/templates/list", "prompts/list"})
    void pages_are_asked_for_where_the_operator_says_so_by_so_much_and_no_more(String method) throws MalformedMessage {
        assertThat(refusal(method, "{'cursor':'page 2'}", true)).isEmpty();
        assertThat(refusal(method, "{'cursor':'" + "x".repeat(513) + "'}", true))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    initialize              | {'clientInfo':{'name':'LONG'}}
                    initialize              | {'capabilities':{'experimental':{'LONG':true}}}
                    notifications/cancelled | {'requestId':7,'reason':'LONG'}
                    tools/call              | {'name':'read','_meta':{'progressToken':'LONG'}}
                    """)
    void what_may_be_said_freely_is_short(String method, String params) throws MalformedMessage {
        assertThat(refusal(method, params.replace("LONG", "x".repeat(600)), false))
                .isPresent();
    }

    private static Optional<String> refusal(String method, String params, boolean cursors) throws MalformedMessage {
        var id = method.startsWith("notifications/") ? "" : "'id':1,";
        var written = "{'jsonrpc':'2.0'," + id + "'method':'" + method + "','params':" + params + "}";
        return PassedParams.refusal(
                ClientMessage.read(written.replace('\'', '"').getBytes(UTF_8)), cursors);
    }
}
