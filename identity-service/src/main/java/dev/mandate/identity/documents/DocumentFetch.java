package dev.mandate.identity.documents;

import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
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
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Gets a document from where anybody says that it is, and can be used for nothing else: the name is looked up once, and only addresses of
 * the Internet are asked, at just the one that was looked at; no redirect is followed; answer and time are bounded, and so is how many are
 * on the way.
 */
@ApplicationScoped
class DocumentFetch {
    private static final int LONGEST = 5 * 1024; // as the draft recommends
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final String TLS = "client-documents";

    private final Vertx vertx;
    private final HttpClient http;
    private final ClientDocumentConfig config;
    private final Semaphore places = new Semaphore(AT_ONCE);

    DocumentFetch(Vertx vertx, TlsConfigurationRegistry tls, ClientDocumentConfig config) {
        this.vertx = vertx;
        this.config = config;
        var options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setKeepAlive(false)
                .setMaxPoolSize(AT_ONCE);
        tls.get(TLS).ifPresent(trusting -> options.setTrustOptions(trusting.getTrustStoreOptions()));
        this.http = vertx.createHttpClient(options);
    }

    /** @param cacheControl as its publisher says */
    record Fetched(byte[] body, String cacheControl) {}

    /** @return refused with why, in words */
    Uni<Result<Fetched, String>> get(URI url) {
        if (!places.tryAcquire()) return Result.nowRefused("too many are asked for at this moment; please try again");
        var fetched = vertx.executeBlocking(() -> InetAddress.getAllByName(url.getHost()), false)
                .compose(addresses -> PublicAddress.mayBeAsked(addresses, config.clientDocumentsOnLoopback())
                        ? fetch(url, addresses[0])
                        : Future.failedFuture("its host is not on the Internet"))
                .onComplete(ignored -> places.release());
        return Uni.createFrom()
                .completionStage(fetched.toCompletionStage())
                .map(Result::<Fetched, String>done)
                .onFailure()
                .recoverWithItem(failure -> Result.refused(
                        failure instanceof io.vertx.core.impl.NoStackTraceThrowable
                                ? String.valueOf(failure.getMessage())
                                : "its host doesn't answer as it should"));
    }

    private Future<Fetched> fetch(URI url, InetAddress address) {
        var port = url.getPort() == -1 ? 443 : url.getPort();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawPath())
                .setFollowRedirects(false)
                .addHeader("Accept", "application/json");
        return http.request(options).compose(request -> {
            var timer = vertx.setTimer(PATIENCE.toMillis(), ignored -> request.reset());
            return request.send().compose(this::body).onComplete(ignored -> vertx.cancelTimer(timer));
        });
    }

    private Future<Fetched> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.exceptionHandler(ignored -> {});
            response.request().reset();
            return Future.failedFuture("its host answers " + response.statusCode());
        }
        Promise<Fetched> done = Promise.promise();
        var body = Buffer.buffer();
        var cacheControl = String.valueOf(response.getHeader("Cache-Control"));
        response.exceptionHandler(done::tryFail)
                .endHandler(ignored -> done.tryComplete(new Fetched(body.getBytes(), cacheControl)))
                .handler(part -> {
                    if (body.length() + part.length() <= LONGEST) body.appendBuffer(part);
                    else if (done.tryFail("it is longer than 5 KiB"))
                        response.request().reset();
                });
        return done.future();
    }
}
