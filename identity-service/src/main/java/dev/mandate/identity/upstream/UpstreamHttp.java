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
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Asks providers, by https alone; how much each is asked at the same time is bounded, as time and size are, so that a slow one keeps no other. */
@ApplicationScoped
class UpstreamHttp {
    /** Discovery documents and key sets of large providers have some 10 KiB, answers with tokens less. */
    private static final int LONGEST = 128 * 1024;

    /** Of one provider. */
    static final int AT_ONCE = 16;

    private static final String NOT_SECURE = "its address is not https";
    private static final String TLS = "federation";

    private final OutgoingHttp http;
    private final Cache<String, Semaphore> places =
            Caffeine.newBuilder().maximumSize(200).build();

    UpstreamHttp(Vertx vertx, TlsConfigurationRegistry tls, UpstreamConfig config) {
        this.http = new OutgoingHttp(
                vertx,
                tls.get(TLS),
                AT_ONCE,
                config.patience(),
                config.onLoopback(),
                config.privateHosts().orElse(Set.of()));
    }

    /** @return refused with why, in words */
    Uni<Result<String, String>> get(String issuer, URI url) {
        if (!OutgoingHttp.isSecure(url)) return Result.nowRefused(NOT_SECURE);
        return http.get(url, LONGEST, places(issuer))
                .map(result -> result.map(answer -> answer.body().toString()));
    }

    /** Sends a form, and takes a refusal's body too. */
    Uni<Result<Answer, String>> post(String issuer, HTTPRequest request) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (request.getAuthorization() != null) headers.put("Authorization", request.getAuthorization());
        var question = new Question(
                HttpMethod.POST, request.getURI(), headers, Buffer.buffer(String.valueOf(request.getBody())));
        return ask(issuer, question);
    }

    /** Takes a refusal's body too. @return refused with why, in words */
    Uni<Result<Answer, String>> ask(String issuer, Question question) {
        return Uni.createFrom()
                .completionStage(asked(issuer, question).toCompletionStage())
                .map(answer -> answer.whole()
                        ? Result.<Answer, String>done(answer)
                        : Result.<Answer, String>refused("its answer is longer than 128 KiB"))
                .onFailure()
                .recoverWithItem(failure -> Result.refused(OutgoingHttp.why(failure)));
    }

    private Future<Answer> asked(String issuer, Question question) {
        if (!OutgoingHttp.isSecure(question.url())) return Future.failedFuture(NOT_SECURE);
        var its = places(issuer);
        if (!its.tryAcquire()) return Future.failedFuture(OutgoingHttp.TOO_MANY);
        return http.ask(question, status -> status == 200 || status == 400 || status == 401, LONGEST)
                .onComplete(ignored -> its.release());
    }

    private Semaphore places(String issuer) {
        return places.get(issuer, ignored -> new Semaphore(AT_ONCE));
    }
}
