package dev.mandate.identity.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.NoStackTraceThrowable;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Asks providers, by https alone; how much each is asked at the same time is bounded, as time and size are, so that a slow one keeps no other. */
@ApplicationScoped
class UpstreamHttp {
    /** Discovery documents and key sets of large providers have some 10 KiB, answers with tokens less. */
    private static final int LONGEST = 128 * 1024;

    /** Of one provider. */
    static final int AT_ONCE = 16;

    static final String TOO_MANY = "too many are asked at this moment";
    private static final String TLS = "federation";

    private final OutgoingHttp http;
    private final Cache<String, Semaphore> places =
            Caffeine.newBuilder().maximumSize(200).build();

    UpstreamHttp(Vertx vertx, TlsConfigurationRegistry tls, UpstreamConfig config) {
        var options = new HttpClientOptions().setSsl(true).setMaxPoolSize(AT_ONCE);
        tls.get(TLS).ifPresent(trusting -> options.setTrustOptions(trusting.getTrustStoreOptions()));
        this.http = new OutgoingHttp(
                vertx,
                options,
                config.patience(),
                config.onLoopback(),
                config.privateHosts().orElse(Set.of()));
    }

    /** @return refused with why, in words */
    Uni<Result<String, String>> get(String issuer, URI url) {
        return told(ask(issuer, new Question(HttpMethod.GET, url, Map.of(), Buffer.buffer())));
    }

    /** Sends a form, and takes a refusal's body too. */
    Uni<Result<Answer, String>> post(String issuer, HTTPRequest request) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (request.getAuthorization() != null) headers.put("Authorization", request.getAuthorization());
        var question = new Question(
                HttpMethod.POST, request.getURI(), headers, Buffer.buffer(String.valueOf(request.getBody())));
        return whole(ask(issuer, question));
    }

    Future<Answer> ask(String issuer, Question question) {
        if (!OutgoingHttp.isSecure(question.url())) return Future.failedFuture("its address is not https");
        var its = places.get(issuer, ignored -> new Semaphore(AT_ONCE));
        if (!its.tryAcquire()) return Future.failedFuture(TOO_MANY);
        return http.ask(question, status -> status == 200 || status == 400 || status == 401, LONGEST)
                .onComplete(ignored -> its.release());
    }

    private static Uni<Result<String, String>> told(Future<Answer> asked) {
        return whole(asked)
                .map(result -> result.then(answer -> answer.status() == 200
                        ? Result.done(answer.body().toString())
                        : Result.refused("it answers " + answer.status())));
    }

    private static Uni<Result<Answer, String>> whole(Future<Answer> asked) {
        return Uni.createFrom()
                .completionStage(asked.toCompletionStage())
                .map(answer -> answer.whole()
                        ? Result.<Answer, String>done(answer)
                        : Result.<Answer, String>refused("its answer is longer than 128 KiB"))
                .onFailure()
                .recoverWithItem(failure -> Result.refused(why(failure)));
    }

    static String why(Throwable failure) {
        return failure instanceof NoStackTraceThrowable
                ? String.valueOf(failure.getMessage())
                : "it doesn't answer as it should";
    }
}
