package dev.mandate.identity.outgoing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks where somebody else has it that it is asked, and can be used for nothing else: the name is looked up once, and only addresses of the
 * Internet are asked, at just the one that was looked at; no redirect is followed; answer and time are bounded.
 */
public final class OutgoingHttp {
    private final Vertx vertx;
    private final HttpClient http;
    private final Duration patience;
    private final boolean onLoopback;
    private final Set<String> privateHosts;

    /**
     * Asks nobody yet.
     *
     * @param options what is trusted, and how much goes on at the same time
     * @param patience for one answer, its body too; the look-up before it has its own
     * @param onLoopback whether this machine may be asked too, for development
     */
    public OutgoingHttp(Vertx vertx, HttpClientOptions options, Duration patience, boolean onLoopback) {
        this(vertx, options, patience, onLoopback, Set.of());
    }

    /** @param privateHosts names that may stand for addresses of a private network too, as an operator has said */
    public OutgoingHttp(
            Vertx vertx, HttpClientOptions options, Duration patience, boolean onLoopback, Set<String> privateHosts) {
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
        if (!mayBeAsked(question.url())) return Future.failedFuture("its address is not https");
        return vertx.executeBlocking(
                        () -> InetAddress.getAllByName(question.url().getHost()), false)
                .compose(addresses -> PublicAddress.mayBeAsked(addresses, onLoopback)
                                || privateHosts.contains(question.url().getHost())
                                        && PublicAddress.areReached(addresses)
                        ? send(question, addresses[0], wanted, longest)
                        : Future.failedFuture("its host is not on the Internet"));
    }

    private boolean mayBeAsked(URI url) {
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
