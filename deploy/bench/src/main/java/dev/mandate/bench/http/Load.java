package dev.mandate.bench.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Requests to one address over connections that stay open, by one event loop. */
public final class Load implements AutoCloseable {
    /**
     * One request.
     *
     * @param type media type of the body
     * @param body empty for a GET
     * @param headers beside those of these
     */
    public record Ask(String path, String authorization, String type, Buffer body, Map<String, String> headers) {
        public Ask(String path, String authorization, String type, Buffer body) {
            this(path, authorization, type, body, Map.of());
        }

        /** JSON, with the token of a bearer. */
        public Ask(String path, String token, Buffer body) {
            this(path, "Bearer " + token, "application/json", body);
        }
    }

    private static final String DENIED = "{\"decision\":false";
    private static final int CONNECTIONS = 64;
    private static final int SAMPLES = 4_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;
    private final Ask[] asks;
    private final Predicate<Buffer> denied;
    private final AtomicInteger sequence = new AtomicInteger();

    /** @param asks sent in turn */
    public Load(int port, Ask[] asks) {
        this(port, asks, Load::denied);
    }

    /** @param denied answers that count as failed, with a status of 200 */
    public Load(int port, Ask[] asks, Predicate<Buffer> denied) {
        this.port = port;
        this.asks = asks;
        this.denied = denied;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setPipelining(false).setKeepAlive(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setEventLoopSize(1));
    }

    /** As many at once as there are connections, the next as soon as one is answered. */
    public Measured saturate(Duration time, Supplier<Duration> cpu) throws InterruptedException {
        var run = new Run(time);
        var cpuBefore = cpu.get();
        var began = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) next(run);
        run.finished.await();
        return run.measured(System.nanoTime() - began, cpu.get().minus(cpuBefore));
    }

    /**
     * So many a second, whether or not earlier ones are answered; the time of each counts from the moment at which it was due,
     * so that a server that stalls is not spared.
     */
    public Measured pace(double perSecond, Duration time, Supplier<Duration> cpu) throws InterruptedException {
        var run = new Run(time);
        var cpuBefore = cpu.get();
        var began = System.nanoTime();
        var sent = new AtomicLong();
        var gap = 1e9 / perSecond;
        vertx.setPeriodic(1, timer -> {
            var now = System.nanoTime();
            while (began + sent.get() * gap <= now) {
                var due = began + (long) (sent.getAndIncrement() * gap);
                if (due > run.until) {
                    vertx.cancelTimer(timer);
                    run.noMore();
                    return;
                }
                run.open.incrementAndGet();
                send(run, due, () -> {});
            }
        });
        run.finished.await();
        return run.measured(System.nanoTime() - began, cpu.get().minus(cpuBefore));
    }

    private void next(Run run) {
        var now = System.nanoTime();
        if (now > run.until) {
            run.noMore();
            return;
        }
        run.open.incrementAndGet();
        send(run, now, () -> next(run));
    }

    private void send(Run run, long due, Runnable then) {
        var ask = asks[Math.floorMod(sequence.getAndIncrement(), asks.length)];
        var options = new RequestOptions()
                .setMethod(ask.body().length() == 0 ? HttpMethod.GET : HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(ask.path());
        client.request(options)
                .compose(request -> write(request, ask))
                .compose(response -> response.body().map(body -> response.statusCode() == 200 && !denied.test(body)))
                .onComplete(answer -> {
                    run.answered(System.nanoTime() - due, answer.succeeded() && answer.result());
                    then.run();
                });
    }

    private static Future<HttpClientResponse> write(HttpClientRequest request, Ask ask) {
        request.putHeader("Content-Type", ask.type());
        if (!ask.authorization().isEmpty()) request.putHeader("Authorization", ask.authorization());
        ask.headers().forEach(request::putHeader);
        return request.send(ask.body());
    }

    /** So that a denial, which costs less, isn't taken for a fast allow. */
    private static boolean denied(Buffer body) {
        return body.length() > DENIED.length()
                && body.getString(0, DENIED.length()).equals(DENIED);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Used by one event loop and the thread that started it. */
    private static final class Run {
        final long until;
        final CountDownLatch finished = new CountDownLatch(1);
        final AtomicInteger open = new AtomicInteger();
        private final int[] micros = new int[SAMPLES];
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean over;

        Run(Duration time) {
            until = System.nanoTime() + time.toNanos();
        }

        void answered(long nanos, boolean asExpected) {
            if (!asExpected) failed.incrementAndGet();
            var i = answered.getAndIncrement();
            if (i < SAMPLES) micros[i] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
            if (open.decrementAndGet() == 0 && over) finished.countDown();
        }

        void noMore() {
            over = true;
            if (open.get() == 0) finished.countDown();
        }

        Measured measured(long nanos, Duration cpu) {
            return Measured.of(micros, Math.min(SAMPLES, answered.get()), failed.get(), nanos, cpu);
        }
    }
}
