package dev.mandate.identity.admission;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.mandate.identity.Api;
import dev.mandate.identity.Workforce;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientQuotaIT {
    @Inject
    ClientQuota quota;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void a_client_that_asks_for_tokens_without_end_waits_and_no_other_does() {
        var ada = Workforce.joins("Ada");
        var clerk = Api.agentOf(ada, "clerk");
        var other = Api.agentOf(ada, "other");
        var over = new AtomicBoolean();
        var asksOn = CompletableFuture.runAsync(() -> {
            while (!over.get()) quota.take(clerk.id());
        });
        try {
            await().untilAsserted(() -> clerk.ownToken()
                    .statusCode(429)
                    .body("error", equalTo("temporarily_unavailable"))
                    .body("error_description", containsString("ask again in")));
            other.ownToken().statusCode(200);
        } finally {
            over.set(true);
            asksOn.join();
        }
    }
}
