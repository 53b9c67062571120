package dev.mandate.gateway.extmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a request goes on into records. */
class ShownRequestTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void a_trace_that_is_none_goes_nowhere_whatever_is_asked() throws Exception {
        for (var method : List.of("tools/list", "tools/call")) {
            assertThat(trace(method, TRACE)).isEqualTo(TRACE);
            assertThat(trace(method, "whatever a caller writes")).isNull();
            assertThat(trace(method, TRACE + "-and-more".repeat(1000))).isNull();
        }
    }

    private static String trace(String method, String header) throws Exception {
        var request = McpRequest.newBuilder().setMethod(method).addServiceNames("wiki");
        request.addHeadersBuilder().setKey("traceparent").setValue(ByteString.copyFromUtf8(header));
        return ShownRequest.of(request.build(), TargetsTest.targets("servers", "wiki"))
                .traceparent();
    }
}
