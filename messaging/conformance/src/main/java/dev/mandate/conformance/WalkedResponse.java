package dev.mandate.conformance;

import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response in whose body plain paths are walked. REST Assured compiles a script for each path of each response, which took a third of the
 * processor time of a service's tests.
 */
final class WalkedResponse extends RestAssuredResponseImpl {
    private final String asked;
    private @Nullable WalkedJson json;

    /** @param asked for people */
    WalkedResponse(RestAssuredResponseImpl response, String asked) {
        this.asked = asked;
        setGroovyResponse(response.getGroovyResponse());
        setLogRepository(response.getLogRepository());
    }

    @Override
    public WalkedJson jsonPath() {
        if (json == null) json = new WalkedJson(asString(), super.jsonPath());
        return json;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> @Nullable T path(String path, String... arguments) {
        return isJson() && arguments.length == 0 ? jsonPath().get(path) : super.path(path, arguments);
    }

    @Override
    public ValidatableResponse then() {
        return WalkedAssertions.of(super.then(), this);
    }

    boolean isJson() {
        return asByteArray().length > 0 && answer().isJson();
    }

    /** What was expected and isn't there, with the answer. */
    AssertionError without(String expected, @Nullable AssertionError cause) {
        return new AssertionError(
                expected + "\n" + asked + " was answered " + statusCode() + ": " + answer().text(false), cause);
    }

    private Answer answer() {
        return new Answer(statusCode(), contentType(), asByteArray());
    }
}
