package dev.mandate.gateway.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.rpc.Code;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy does: passes the request on, or answers it with a message that an MCP client reads.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/api-v3/service/auth/v3/external_auth.proto">external_auth.proto</a>
 */
final class EnvoyAnswer {
    private EnvoyAnswer() {}

    /** The caller's token stays here. */
    static CheckResponse passed(@Nullable String decision) {
        var ok = OkHttpResponse.newBuilder().addHeadersToRemove("authorization").addHeadersToRemove("dpop");
        if (decision != null) ok.addHeaders(header("x-mandate-decision", decision));
        return CheckResponse.newBuilder()
                .setStatus(status(Code.OK))
                .setOkResponse(ok)
                .build();
    }

    static CheckResponse answered(int status, @Nullable JsonNode id, JsonRpcAnswer answer) {
        return denied(Code.PERMISSION_DENIED, status, answer.to(id));
    }

    static CheckResponse refused(int status, String why) {
        var failed = status >= 500;
        var code = failed ? JsonRpcError.SERVER_UNAVAILABLE : JsonRpcError.INVALID_REQUEST;
        var answer = JsonRpcAnswer.error(code, why).to(null);
        return denied(failed ? Code.UNAVAILABLE : Code.PERMISSION_DENIED, status, answer);
    }

    /** RFC 6750: refused until he shows another token. What has been decided about the request stays in the answer. */
    static CheckResponse challenged(CheckResponse refused, String challenge) {
        var denied = refused.getDeniedResponse().toBuilder()
                .setStatus(HttpStatus.newBuilder().setCode(StatusCode.Unauthorized))
                .addHeaders(header("www-authenticate", challenge));
        return refused.toBuilder()
                .setStatus(status(Code.UNAUTHENTICATED))
                .setDeniedResponse(denied)
                .build();
    }

    /** What everybody may read, web pages too, which the server behind the proxy isn't asked for. */
    static CheckResponse document(byte[] json) {
        var answer = denied(Code.PERMISSION_DENIED, 200, json);
        var shown = answer.getDeniedResponse().toBuilder().addHeaders(header("access-control-allow-origin", "*"));
        return answer.toBuilder().setDeniedResponse(shown).build();
    }

    private static CheckResponse denied(Code code, int status, byte[] json) {
        var denied = DeniedHttpResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCode(StatusCode.forNumber(status)))
                .addHeaders(header("content-type", "application/json"))
                .setBody(new String(json, StandardCharsets.UTF_8));
        return CheckResponse.newBuilder()
                .setStatus(status(code))
                .setDeniedResponse(denied)
                .build();
    }

    private static com.google.rpc.Status status(Code code) {
        return com.google.rpc.Status.newBuilder().setCode(code.getNumber()).build();
    }

    private static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
