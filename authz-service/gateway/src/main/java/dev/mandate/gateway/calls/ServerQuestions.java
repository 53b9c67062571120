package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.asking.ServerQuestion;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.upstream.Listener;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server asks of the client while it has a call of it: decided as a tool of the catalogue is, by what it asks, for the same caller and task, put to
 * the client only then, and told with the words that it shows. So it is on record as any call is, and whoever hasn't been allowed it isn't asked.
 */
final class ServerQuestions {
    /** Questions of one call. */
    private static final int MOST = 8;

    private final Wanted call;
    private final Listener client;
    private final Set<Askable> asked;
    private final Deciding deciding;
    private final Set<CompletableFuture<JsonRpcAnswer>> open = ConcurrentHashMap.newKeySet();
    private int questions;
    private volatile boolean over;

    /** Has a question decided, and told. */
    interface Deciding {
        /**
         * Never fails.
         *
         * @param shown what it shows of the server's words
         * @param asking puts it, before then, once it may be
         */
        CompletableFuture<JsonRpcAnswer> decide(
                Wanted wanted, ObjectNode shown, Function<@Nullable Instant, CompletableFuture<JsonRpcAnswer>> asking);
    }

    /** @param asked what the server was told that it may ask */
    ServerQuestions(Wanted call, Listener client, Set<Askable> asked, Deciding deciding) {
        this.call = call;
        this.client = client;
        this.asked = asked;
        this.deciding = deciding;
    }

    Set<Askable> asked() {
        return asked;
    }

    /** Never fails. */
    CompletableFuture<JsonRpcAnswer> ask(String method, ObjectNode params) {
        if (!enter()) return no("It asks too much, or too late");
        return ServerQuestion.of(call.server(), method, params)
                .fold(
                        question -> asked.contains(question.kind())
                                ? put(question)
                                : no("This client isn't asked such a thing"),
                        ServerQuestions::no);
    }

    /** The call has ended: what it asked concerns nobody any more. */
    void end() {
        over = true;
        for (var one : open) one.cancel(false);
    }

    private synchronized boolean enter() {
        return !over && questions++ < MOST;
    }

    private CompletableFuture<JsonRpcAnswer> asked(ServerQuestion question) {
        var answer = client.ask(question.kind().method().text(), question.params());
        open.add(answer);
        if (over) answer.cancel(false);
        return answer.whenComplete((any, failure) -> open.remove(answer));
    }

    private CompletableFuture<JsonRpcAnswer> put(ServerQuestion question) {
        var wanted = new Wanted(
                call.server(),
                call.caller(),
                call.server().inCatalogue(question.kind().tool()),
                question.arguments(),
                question.kind().method().text(),
                question.params(),
                false,
                AsksOnPage.NO,
                "This isn't asked of anybody here",
                call.traceparent());
        var read = new Answered(question);
        return deciding.decide(wanted, question.params(), before -> read.of(asked(question)))
                .thenApply(told -> read.said());
    }

    /** What the client has answered; a no of its person is on record as a question that failed. */
    private static final class Answered {
        private static final JsonRpcAnswer NOTHING = error("The client's side gave no answer to this");

        private final ServerQuestion question;
        private final AtomicBoolean put = new AtomicBoolean();
        private volatile @Nullable JsonRpcAnswer answer;

        Answered(ServerQuestion question) {
            this.question = question;
        }

        CompletableFuture<JsonRpcAnswer> of(CompletableFuture<JsonRpcAnswer> given) {
            put.set(true);
            return given.exceptionally(failure -> NOTHING).thenApply(this::told);
        }

        private JsonRpcAnswer told(JsonRpcAnswer given) {
            var read = given.result() == null
                    ? NOTHING
                    : question.read()
                            .apply(given.result())
                            .map(JsonRpcAnswer::of)
                            .orElse(NOTHING);
            answer = read;
            return ServerQuestion.isGiven(read) ? read : NOTHING;
        }

        /** To the server, which learns nothing of decisions. */
        JsonRpcAnswer said() {
            return put.get() ? Objects.requireNonNullElse(answer, NOTHING) : error("This is not allowed here");
        }
    }

    private static CompletableFuture<JsonRpcAnswer> no(String why) {
        return CompletableFuture.completedFuture(error(why));
    }

    private static JsonRpcAnswer error(String why) {
        return JsonRpcAnswer.error(JsonRpcError.NOT_ANSWERED, why);
    }
}
