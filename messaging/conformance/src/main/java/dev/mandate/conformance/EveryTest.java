package dev.mandate.conformance;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;

/** Installed by being there, so that no test can forget it. */
public final class EveryTest implements QuarkusTestBeforeEachCallback {
    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        if (RestAssured.filters().stream().noneMatch(DocumentedResponses.class::isInstance))
            RestAssured.filters(new DocumentedResponses());
    }
}
