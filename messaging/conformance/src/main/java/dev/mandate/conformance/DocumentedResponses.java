package dev.mandate.conformance;

import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.internal.RestAssuredResponseImpl;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Fails a test that is answered otherwise than the document says which the same service serves. */
public final class DocumentedResponses implements Filter {
    private static final Map<URI, Document> DOCUMENTS = new ConcurrentHashMap<>();

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Requests.settle();
        var response = context.next(request, expected);
        var asked = URI.create(request.getURI());
        var body = response.asByteArray();
        // What the management port and the document's own path answer is Quarkus', and in no document.
        if (!asked.getPath().startsWith("/q/"))
            hold(request.getMethod(), asked, new Answer(response.statusCode(), response.contentType(), body));
        return new WalkedResponse(
                (RestAssuredResponseImpl)
                        new ResponseBuilder().clone(response).setBody(body).build(),
                request.getMethod() + " " + asked.getPath());
    }

    private static void hold(String method, URI asked, Answer answer) {
        var document = DOCUMENTS.computeIfAbsent(asked.resolve("/q/openapi?format=json"), DocumentedResponses::read);
        var fault = document.faultOf(method, asked.getRawPath(), answer);
        if (fault.isPresent())
            throw new AssertionError("not as /q/openapi has it: " + method + " " + asked.getPath() + " "
                    + answer.status() + ": " + fault.get() + "\n" + answer.text(false));
    }

    private static Document read(URI where) {
        try {
            var answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) throw new AssertionError(answer.statusCode() + " from " + where);
            return Document.read(answer.body());
        } catch (IOException e) {
            throw new AssertionError("no document at " + where, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
