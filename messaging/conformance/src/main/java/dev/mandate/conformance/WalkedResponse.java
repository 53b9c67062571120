package dev.mandate.conformance;

import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response in whose body plain paths are walked. REST Assured compiles a script for each path of each response, which took a third of the
 * processor time of a service's tests.
 */
final class WalkedResponse extends RestAssuredResponseImpl {
    private @Nullable WalkedJson json;

    WalkedResponse(RestAssuredResponseImpl response) {
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
        return isJson() ? WalkedAssertions.of(super.then(), this) : super.then();
    }

    private boolean isJson() {
        var body = asByteArray();
        return body.length > 0 && new Answer(statusCode(), contentType(), body).isJson();
    }
}
