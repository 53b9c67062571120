package dev.mandate.gateway.extmcp;

import com.google.protobuf.Message;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.ExtMcpGrpc;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.extmcp.wire.McpResponse;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import dev.mandate.gateway.grpc.BoundedChecks;
import dev.mandate.gateway.grpc.BoundedChecks.Obstacle;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.messaging.draining.Drain;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.RegisterInterceptor;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * agentgateway's policy server for MCP, over gRPC, for the operator's agentgateway alone. About a request it shows the caller's access token, about an answer
 * the ticket of its request. Answers that fail are refusals, and agentgateway is to be told to refuse what isn't answered ({@code failureMode: failClosed}).
 */
@GrpcService
@RegisterInterceptor(AgentgatewayOnly.class)
class ExtMcpPolicies extends ExtMcpGrpc.ExtMcpImplBase {
    private static final Logger LOG = Logger.getLogger(ExtMcpPolicies.class);

    private final BoundedChecks bounded;
    private final RequestChecks requests;
    private final ResponseChecks responses;
    private final AtomicBoolean newer = new AtomicBoolean();

    ExtMcpPolicies(
            ExtMcpConfig config,
            GatewayConfig gateway,
            RequestChecks requests,
            ResponseChecks responses,
            OffLoop offLoop,
            Drain drain) {
        this.bounded = new BoundedChecks(
                "mandate.ext-mcp.enabled", config.enabled(), config.checksAtOnceInAll(), gateway, offLoop, drain);
        this.requests = requests;
        this.responses = responses;
    }

    @Override
    public void checkRequest(McpRequest request, StreamObserver<McpRequestResult> observer) {
        tellOfNewer(request);
        answer(observer, () -> requests.check(request), Answers::refused);
    }

    @Override
    public void checkResponse(McpResponse response, StreamObserver<McpResponseResult> observer) {
        tellOfNewer(response);
        answer(observer, () -> responses.check(response), Answers::withheld);
    }

    /** What it doesn't know can't change what it says; whoever set agentgateway up is told, once. */
    private void tellOfNewer(Message message) {
        var unknown = message.getUnknownFields().asMap().keySet();
        if (!unknown.isEmpty() && newer.compareAndSet(false, true))
            LOG.warnf(
                    "agentgateway says more in %s than this gateway knows, which decides without it: fields %s",
                    message.getDescriptorForType().getName(), unknown);
    }

    private <T> void answer(
            StreamObserver<T> observer, Callable<CompletableFuture<T>> check, BiFunction<Code, String, T> no) {
        bounded.answer(
                observer,
                check,
                why -> no.apply(why == Obstacle.FULL ? Code.RESOURCE_EXHAUSTED : Code.UNKNOWN, why.words()));
    }
}
