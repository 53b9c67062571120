package dev.mandate.identity.outgoing;

import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfiguration;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks where somebody else has it that it is asked, and can be used for nothing else: the name is looked up once, and only addresses of the
 * Internet are asked, at just the one that was looked at; no redirect is followed; answer and time are bounded.
 */
public final class OutgoingHttp {
    /** Nobody was asked. */
    public static final String TOO_MANY = "too many are asked at this moment";

    private static final int FOUND = 200;

    private final Vertx vertx;
    private final HttpClient http;
    private final Duration patience;
    private final boolean onLoopback;
    private final Set<String> privateHosts;

    /**
     * Asks nobody yet.
     *
     * @param trusted whose certificates count, where not what Java trusts
     * @param atOnce how much one host is asked at the same time
     * @param patience for one answer, its body too; the look-up before it has its own
     * @param onLoopback whether this machine may be asked too, for development
     * @param privateHosts names that may stand for addresses of a private network too, as an operator has said
     */
    public OutgoingHttp(
            Vertx vertx,
            Optional<TlsConfiguration> trusted,
            int atOnce,
            Duration patience,
            boolean onLoopback,
            Set<String> privateHosts) {
        var options = new HttpClientOptions().setMaxPoolSize(atOnce);
        trusted.ifPresent(it -> options.setTrustOptions(it.getTrustStoreOptions()));
        this.vertx = vertx;
        this.http = vertx.createHttpClient(options.setVerifyHost(true)
                .setKeepAlive(false)
                .setConnectTimeout((int) patience.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(patience.toMillis()));
        this.patience = patience;
        this.onLoopback = onLoopback;
        this.privateHosts = Set.copyOf(privateHosts);
    }

    /** What is asked, of an http or https URL. */
    public record Question(HttpMethod method, URI url, Map<String, String> headers, Buffer body) {}

    /**
     * What came.
     *
     * @param cacheControl as its header has it
     * @param body as far as it is wanted: empty of other statuses, and where it was longer
     * @param whole whether it was not longer than is taken
     */
    public record Answer(int status, String cacheControl, Buffer body, boolean whole) {}

    /**
     * Asks for what lies there.
     *
     * @param longest in bytes
     * @param room a place of it is taken until the answer is there
     * @return refused with why, in words, where it can't be had as a whole; {@link #TOO_MANY} without a place
     */
    public Uni<Result<Answer, String>> get(URI url, int longest, Semaphore room) {
        return Uni.createFrom().deferred(() -> {
            if (!room.tryAcquire()) return Result.nowRefused(TOO_MANY);
            var question = new Question(HttpMethod.GET, url, Map.of(), Buffer.buffer());
            return Uni.createFrom()
                    .completionStage(ask(question, status -> status == FOUND, longest)
                            .onComplete(ignored -> room.release())
                            .toCompletionStage())
                    .map(answer -> found(answer, longest))
                    .onFailure()
                    .recoverWithItem(failure -> Result.refused(why(failure)));
        });
    }

    private static Result<Answer, String> found(Answer answer, int longest) {
        if (answer.status() != FOUND) return Result.refused("its host answers " + answer.status());
        return answer.whole() ? Result.done(answer) : Result.refused("it is longer than " + longest / 1024 + " KiB");
    }

    /** Of a question that failed, for people: nothing of what a library says. */
    public static String why(Throwable failure) {
        return failure instanceof NoStackTraceThrowable
                ? String.valueOf(failure.getMessage())
                : "its host doesn't answer as it should";
    }

    /**
     * The address, after it was looked at.
     *
     * @throws IllegalArgumentException if it isn't one that is asked, in words
     */
    public static String check(String url, boolean onLoopback) {
        if (!mayBeAsked(URI.create(url), onLoopback))
            throw new IllegalArgumentException("an https address without user and fragment");
        return url;
    }

    /** Whether it is an https address without user and fragment, however its scheme is written. */
    public static boolean isSecure(@Nullable URI url) {
        return url != null && "https".equalsIgnoreCase(url.getScheme()) && isPlain(url);
    }

    /**
     * Fails with words for the log; where the address isn't https too, unless this machine may be asked.
     *
     * @param wanted of which statuses the body is read
     * @param longest of a body, in bytes
     */
    public Future<Answer> ask(Question question, IntPredicate wanted, int longest) {
        if (!mayBeAsked(question.url(), onLoopback)) return Future.failedFuture("its address is not https");
        return vertx.executeBlocking(
                        () -> InetAddress.getAllByName(question.url().getHost()), false)
                .compose(addresses -> PublicAddress.mayBeAsked(addresses, onLoopback)
                                || privateHosts.contains(question.url().getHost())
                                        && PublicAddress.areReached(addresses)
                        ? send(question, addresses[0], wanted, longest)
                        : Future.failedFuture("its host is not on the Internet"));
    }

    private static boolean mayBeAsked(URI url, boolean onLoopback) {
        return isSecure(url) || onLoopback && "http".equalsIgnoreCase(url.getScheme()) && isPlain(url);
    }

    private static boolean isPlain(URI url) {
        return url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
    }

    private Future<Answer> send(Question question, InetAddress address, IntPredicate wanted, int longest) {
        var url = question.url();
        var secure = isSecure(url);
        var port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var options = new RequestOptions()
                .setMethod(question.method())
                .setSsl(secure)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
                .setFollowRedirects(false)
                .addHeader("Accept", "application/json");
        question.headers().forEach(options::addHeader);
        return http.request(options).compose(request -> {
            var timer = vertx.setTimer(patience.toMillis(), ignored -> request.reset());
            var body = question.body();
            var sent = body.length() == 0 ? request.send() : request.send(body);
            return sent.compose(response -> answer(response, wanted, longest))
                    .onComplete(ignored -> vertx.cancelTimer(timer));
        });
    }

    private static Future<Answer> answer(HttpClientResponse response, IntPredicate wanted, int longest) {
        var status = response.statusCode();
        var cacheControl = String.valueOf(response.getHeader("Cache-Control"));
        if (!wanted.test(status)) {
            response.exceptionHandler(ignored -> {});
            response.request().reset();
            return Future.succeededFuture(new Answer(status, cacheControl, Buffer.buffer(), true));
        }
        Promise<Answer> done = Promise.promise();
        var body = Buffer.buffer();
        response.exceptionHandler(done::tryFail)
                .endHandler(ignored -> done.tryComplete(new Answer(status, cacheControl, body, true)))
                .handler(part -> {
                    if (body.length() + part.length() <= longest) body.appendBuffer(part);
                    else if (done.tryComplete(new Answer(status, cacheControl, Buffer.buffer(), false)))
                        response.request().reset();
                });
        return done.future();
    }
}
