package dev.mandate.messaging.outputs;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An answer of which only the status counts: its body is passed over, so that the connection can be used again, as far as it is short. */
final class BriefAnswer implements BodySubscriber<Void> {
    private static final long LONGEST = 64 * 1024;

    private final CompletableFuture<Void> passed = new CompletableFuture<>();
    private Flow.@Nullable Subscription body;
    private long bytes;

    static BodyHandler<Void> handler() {
        return status -> new BriefAnswer();
    }

    @Override
    public CompletionStage<Void> getBody() {
        return passed;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        for (var each : some) bytes += each.remaining();
        if (bytes <= LONGEST || passed.isDone()) return;
        if (body != null) body.cancel();
        passed.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        passed.complete(null); // the status was there before
    }

    @Override
    public void onComplete() {
        passed.complete(null);
    }
}
