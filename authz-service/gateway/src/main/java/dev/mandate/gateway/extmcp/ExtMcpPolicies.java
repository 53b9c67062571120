package dev.mandate.gateway.extmcp;

import com.google.protobuf.Message;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.ExtMcpGrpc;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.extmcp.wire.McpResponse;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.RegisterInterceptor;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
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
    private static final String TOO_MANY = "Too many requests are under way; try again";
    private static final String WRONG = "Something went wrong here; the log of the gateway says what";

    private final ExtMcpConfig config;
    private final RequestChecks requests;
    private final ResponseChecks responses;
    private final OffLoop offLoop;
    private final Semaphore room;
    private final AtomicBoolean newer = new AtomicBoolean();

    ExtMcpPolicies(
            ExtMcpConfig config,
            GatewayConfig gateway,
            RequestChecks requests,
            ResponseChecks responses,
            OffLoop offLoop) {
        if (config.enabled() && gateway.requireBoundTokens())
            throw new IllegalArgumentException(
                    "mandate.ext-mcp.enabled and mandate.mcp.require-bound-tokens exclude each other: for agentgateway's address nobody can prove to hold a token's key");
        this.config = config;
        this.requests = requests;
        this.responses = responses;
        this.offLoop = offLoop;
        this.room = new Semaphore(config.checksAtOnceInAll());
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
        if (!config.enabled()) {
            observer.onError(Status.UNIMPLEMENTED
                    .withDescription("Set mandate.ext-mcp.enabled=true at the gateway")
                    .asRuntimeException());
            return;
        }
        if (!room.tryAcquire()) {
            given(observer, no.apply(Code.RESOURCE_EXHAUSTED, TOO_MANY));
            return;
        }
        offLoop.run(check).thenCompose(checked -> checked).whenComplete((answer, failure) -> {
            room.release();
            if (failure != null) LOG.errorf(failure, "a check of agentgateway failed");
            given(observer, failure == null ? answer : no.apply(Code.UNKNOWN, WRONG));
        });
    }

    private static <T> void given(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
