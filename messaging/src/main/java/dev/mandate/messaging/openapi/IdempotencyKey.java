package dev.mandate.messaging.openapi;

import dev.mandate.messaging.idempotency.http.Idempotent;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** The header of an {@link Idempotent} endpoint, and what is answered because of it. */
final class IdempotencyKey {
    private IdempotencyKey() {}

    static void add(Operation operation) {
        operation.addParameter(OASFactory.createParameter()
                .name(Idempotent.HEADER)
                .in(In.HEADER)
                .description(
                        "Drawn at random for this request, such as a UUID, 16 to 100 visible ASCII characters: sent again"
                                + " with the same key and the same body within a day, it is done once, and answered as the first time")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
        refused(operation, "409", "The first request with this Idempotency-Key is under way");
        refused(operation, "422", "This Idempotency-Key had another request");
    }

    private static void refused(Operation operation, String code, String because) {
        var there = operation.getResponses().getAPIResponse(code);
        if (there == null)
            operation
                    .getResponses()
                    .addAPIResponse(code, OASFactory.createAPIResponse().description(because));
        else there.setDescription(there.getDescription() + "; or: " + because);
    }
}
