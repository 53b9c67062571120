package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.mandate.gateway.extmcp.wire.AuthorizationError;
import dev.mandate.gateway.extmcp.wire.HeaderMutation;
import dev.mandate.gateway.extmcp.wire.McpHeader;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import dev.mandate.gateway.extmcp.wire.Pass;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import org.jspecify.annotations.Nullable;

/** What agentgateway is to do: it makes an error of JSON-RPC of a no, with a number of its own, these words, and the data for programs. */
final class Answers {
    /** Under which the ticket is among what agentgateway keeps of a request. */
    static final String TICKET = "mandate";

    private Answers() {}

    /**
     * The caller's token stays here.
     *
     * @param instead the params that are sent; null for those that were shown
     */
    static McpRequestResult passed(String decision, String ticket, @Nullable ObjectNode instead) {
        var result = McpRequestResult.newBuilder()
                .setHeaderMutation(HeaderMutation.newBuilder()
                        .addRemove("authorization")
                        .addRemove("dpop")
                        .addSet(McpHeader.newBuilder()
                                .setKey("x-mandate-decision")
                                .setValue(ByteString.copyFromUtf8(decision))))
                .setMetadata(Struct.newBuilder()
                        .putFields(
                                TICKET,
                                Value.newBuilder().setStringValue(ticket).build()));
        return instead == null
                ? result.setPass(Pass.getDefaultInstance()).build()
                : result.setMutated(bytes(instead)).build();
    }

    static McpResponseResult shown(ObjectNode result) {
        return McpResponseResult.newBuilder().setMutated(bytes(result)).build();
    }

    static McpResponseResult shown() {
        return McpResponseResult.newBuilder().setPass(Pass.getDefaultInstance()).build();
    }

    static McpRequestResult refused(AuthorizationError.Code code, String why) {
        return McpRequestResult.newBuilder().setError(error(code, why)).build();
    }

    static McpResponseResult withheld(AuthorizationError.Code code, String why) {
        return McpResponseResult.newBuilder().setError(error(code, why)).build();
    }

    /** An answer that is an error. */
    static McpRequestResult refused(JsonRpcAnswer answer) {
        var error = answer.error();
        if (error == null) throw new IllegalArgumentException("it is no refusal");
        var code = error.code() == JsonRpcError.DENIED
                ? AuthorizationError.Code.PERMISSION_DENIED
                : AuthorizationError.Code.INVALID;
        var told = error(code, error.message());
        var data = error.data();
        if (data != null) told.setMcpError(ByteString.copyFrom(ServerJson.write(data)));
        return McpRequestResult.newBuilder().setError(told).build();
    }

    private static AuthorizationError.Builder error(AuthorizationError.Code code, String why) {
        return AuthorizationError.newBuilder().setCode(code).setReason(why);
    }

    private static ByteString bytes(ObjectNode json) {
        return ByteString.copyFrom(ServerJson.write(json));
    }
}
