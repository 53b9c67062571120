package dev.mandate.identity.signals;

import dev.mandate.identity.documents.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * Sends something to where a client has it that it is sent: the name is looked up once, and only addresses of the Internet are asked, at just
 * the one that was looked at; no redirect is followed, and answer and time are bounded.
 */
@ApplicationScoped
class PushClient {
    private static final int LONGEST_ANSWER = 2 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final SignalConfig config;

    PushClient(Vertx vertx, SignalConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setVerifyHost(true)
                .setConnectTimeout((int) config.pushPatience().toMillis())
                .setKeepAlive(false)
                .setMaxPoolSize(PushDelivery.AT_ONCE));
    }

    /** @param body its beginning, where it refused */
    record Answer(int status, String body) {
        boolean isTaken() {
            return status / 100 == 2;
        }
    }

    /** Fails with words for the log. */
    Future<Answer> post(URI url, String contentType, String body, Map<String, String> headers) {
        return vertx.executeBlocking(() -> InetAddress.getAllByName(url.getHost()), false)
                .compose(addresses -> PublicAddress.mayBeAsked(addresses, config.onLoopback())
                        ? send(url, addresses[0], contentType, body, headers)
                        : Future.failedFuture("its host is not on the Internet"));
    }

    private Future<Answer> send(
            URI url, InetAddress address, String contentType, String body, Map<String, String> headers) {
        var secure = "https".equals(url.getScheme());
        var port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
        var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(secure)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawQuery() == null ? path : path + '?' + url.getRawQuery())
                .setFollowRedirects(false)
                .addHeader("Content-Type", contentType)
                .addHeader("Accept", "application/json");
        headers.forEach(options::addHeader);
        return http.request(options).compose(request -> {
            var timer = vertx.setTimer(config.pushPatience().toMillis(), ignored -> request.reset());
            return request.send(Buffer.buffer(body))
                    .compose(response -> answer(request, response))
                    .onComplete(ignored -> vertx.cancelTimer(timer));
        });
    }

    private Future<Answer> answer(HttpClientRequest request, HttpClientResponse response) {
        var status = response.statusCode();
        if (status != 400) {
            // What it has to say beside doesn't matter, and has an end.
            var late = vertx.setTimer(config.pushPatience().toMillis(), ignored -> request.reset());
            response.exceptionHandler(ignored -> vertx.cancelTimer(late))
                    .endHandler(ignored -> vertx.cancelTimer(late));
            return Future.succeededFuture(new Answer(status, ""));
        }
        Promise<Answer> done = Promise.promise();
        var body = Buffer.buffer();
        response.exceptionHandler(done::tryFail)
                .endHandler(ignored -> done.tryComplete(new Answer(status, body.toString())))
                .handler(part -> {
                    if (body.length() + part.length() <= LONGEST_ANSWER) body.appendBuffer(part);
                    else if (done.tryComplete(new Answer(status, ""))) request.reset();
                });
        return done.future();
    }
}
