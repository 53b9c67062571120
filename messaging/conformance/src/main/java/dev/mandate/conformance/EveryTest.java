package dev.mandate.conformance;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/** Installed by being there, so that no test can forget it. */
public final class EveryTest implements QuarkusTestBeforeEachCallback {
    private static final Duration LONGEST = Duration.ofMillis(250);

    /**
     * Soon at first, then more and more seldom: what isn't so yet REST Assured tells, by a script that it compiles, which keeps a core busy
     * that what is waited for could use.
     */
    private static final PollInterval LOOKS = IterativePollInterval.iterative(
            last -> last.compareTo(LONGEST) < 0 ? last.multipliedBy(3).dividedBy(2) : LONGEST, Duration.ofMillis(20));

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        if (RestAssured.filters().stream().noneMatch(DocumentedResponses.class::isInstance))
            RestAssured.filters(new DocumentedResponses());
        Awaitility.setDefaultPollInterval(LOOKS);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }
}
