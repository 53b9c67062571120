package dev.mandate.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.jsonrpc.ClientMessage;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.protocol.MessageHeaders.Mismatch;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeadersTest {
    private static final String NEWEST = "2026-07-28";
    private static final String META =
            "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}";

    @Test
    void a_stateless_request_says_its_version_twice_and_alike() throws Exception {
        var headers = headers(Map.of("MCP-Protocol-Version", List.of(NEWEST)));
        assertThat(headers.version(call("read", META))).contains(ProtocolVersion.V2026_07_28);
        assertThat(code(() -> headers.version(call("read", "'x':1")))).isEqualTo(JsonRpcError.INVALID_PARAMS);
        var older = headers(Map.of("MCP-Protocol-Version", List.of("2025-11-25")));
        assertThat(code(() -> older.version(call("read", META)))).isEqualTo(JsonRpcError.HEADER_MISMATCH);
        assertThat(code(() -> headers(Map.of()).version(call("read", META)))).isEqualTo(JsonRpcError.HEADER_MISMATCH);
    }

    @Test
    void a_version_that_nobody_speaks_here_is_answered_with_those_that_are() {
        var headers = headers(Map.of("MCP-Protocol-Version", List.of("1900-01-01")));
        assertThatThrownBy(() -> headers.version(call("read", "'x':1")))
                .isInstanceOfSatisfying(Mismatch.class, refused -> {
                    assertThat(refused.error().code()).isEqualTo(JsonRpcError.UNSUPPORTED_VERSION);
                    assertThat(refused.error().data().toString()).contains(NEWEST, "2025-11-25", "1900-01-01");
                });
    }

    @Test
    void headers_that_repeat_the_body_are_taken() throws Exception {
        both("tools/call", "read").match(call("read", META), true);
        both("tools/call", "=?base64?cmVhZA==?=").match(call("read", META), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "Read", "read ", "=?base64?d3JpdGU=?=", "=?base64?!!?=", ""})
    void a_name_other_than_the_bodys_is_refused_in_every_version(String name) {
        assertThat(code(() -> both("tools/call", name).match(call("read", META), true)))
                .isEqualTo(JsonRpcError.HEADER_MISMATCH);
        assertThat(code(() -> both("tools/call", name).match(call("read", "'x':1"), false)))
                .isEqualTo(JsonRpcError.HEADER_MISMATCH);
    }

    @Test
    void so_is_another_method_one_that_is_there_twice_and_in_the_newest_version_one_that_is_missing() {
        assertThat(code(() -> both("tools/list", "read").match(call("read", META), true)))
                .isEqualTo(JsonRpcError.HEADER_MISMATCH);
        var twice = headers(Map.of("Mcp-Method", List.of("tools/call", "tools/call"), "Mcp-Name", List.of("read")));
        assertThat(code(() -> twice.match(call("read", META), true))).isEqualTo(JsonRpcError.HEADER_MISMATCH);
        assertThat(code(() -> headers(Map.of()).match(call("read", META), true)))
                .isEqualTo(JsonRpcError.HEADER_MISMATCH);
    }

    @Test
    void older_versions_have_no_such_headers() throws Exception {
        headers(Map.of()).match(call("read", "'x':1"), false);
    }

    private static MessageHeaders both(String method, String name) {
        return headers(Map.of("Mcp-Method", List.of(method), "Mcp-Name", List.of(name)));
    }

    private static MessageHeaders headers(Map<String, List<String>> headers) {
        return new MessageHeaders(name -> headers.getOrDefault(name, List.of()));
    }

    private static int code(ThrowingCallable checked) {
        try {
            checked.call();
        } catch (Mismatch e) {
            return e.error().code();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was taken");
    }

    private static ClientMessage call(String tool, String more) throws Exception {
        var body = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + tool + "'," + more + "}}";
        return ClientMessage.read(body.replace('\'', '"').getBytes(UTF_8));
    }
}
