package dev.mandate.identity.documents;

import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.NoStackTraceThrowable;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Gets a document from where anybody says that it is; how many are on the way is bounded too. */
@ApplicationScoped
class DocumentFetch {
    private static final int LONGEST = 5 * 1024; // as the draft recommends
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int FOUND = 200;
    private static final String TLS = "client-documents";

    private final OutgoingHttp http;
    private final Semaphore places = new Semaphore(AT_ONCE);

    DocumentFetch(Vertx vertx, TlsConfigurationRegistry tls, ClientDocumentConfig config) {
        var options = new HttpClientOptions().setSsl(true).setMaxPoolSize(AT_ONCE);
        tls.get(TLS).ifPresent(trusting -> options.setTrustOptions(trusting.getTrustStoreOptions()));
        this.http = new OutgoingHttp(vertx, options, PATIENCE, config.clientDocumentsOnLoopback());
    }

    /** @param cacheControl as its publisher says */
    record Fetched(byte[] body, String cacheControl) {}

    /** @return refused with why, in words */
    Uni<Result<Fetched, String>> get(URI url) {
        if (!places.tryAcquire()) return Result.nowRefused("too many are asked for at this moment; please try again");
        var question = new Question(HttpMethod.GET, url, Map.of(), Buffer.buffer());
        var answered = http.ask(question, status -> status == FOUND, LONGEST).onComplete(ignored -> places.release());
        return Uni.createFrom()
                .completionStage(answered.toCompletionStage())
                .map(DocumentFetch::fetched)
                .onFailure()
                .recoverWithItem(failure -> Result.refused(
                        failure instanceof NoStackTraceThrowable
                                ? String.valueOf(failure.getMessage())
                                : "its host doesn't answer as it should"));
    }

    private static Result<Fetched, String> fetched(Answer answer) {
        if (answer.status() != FOUND) return Result.refused("its host answers " + answer.status());
        return answer.whole()
                ? Result.done(new Fetched(answer.body().getBytes(), answer.cacheControl()))
                : Result.refused("it is longer than 5 KiB");
    }
}
