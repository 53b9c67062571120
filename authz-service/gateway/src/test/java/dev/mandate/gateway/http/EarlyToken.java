package dev.mandate.gateway.http;

import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.topics.TopicCatalogue;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What is asked with a token that is here before the record of its task. */
final class EarlyToken {
    private EarlyToken() {}

    /** The answer, where the task is published once somebody waits for it, or was answered without. */
    static <T> T answer(Organisation organisation, DelegationState task, Supplier<T> request)
            throws InterruptedException, ExecutionException, TimeoutException {
        // Or its owner says meanwhile that there is none.
        organisation.owners.pause(TopicCatalogue.IDENTITY_DELEGATIONS, 0);
        try {
            var answer = CompletableFuture.supplyAsync(request);
            await().atMost(Duration.ofSeconds(20)).until(() -> answer.isDone() || waiting() > 0);
            organisation.publish(task);
            return answer.get(20, TimeUnit.SECONDS);
        } finally {
            organisation.owners.resume();
        }
    }

    private static double waiting() {
        var gauge = Metrics.globalRegistry.find("mandate.freshness.waiting").gauge();
        return gauge == null ? 0 : gauge.value();
    }
}
