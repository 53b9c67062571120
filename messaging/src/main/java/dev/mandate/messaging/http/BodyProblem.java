package dev.mandate.messaging.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A body that is not JSON, or not the JSON that the endpoint takes; names the member, never repeats its value. */
final class BodyProblem {
    private BodyProblem() {}

    static Response of(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) return malformed("the body is not JSON");
        if (mapping.getCause() instanceof JsonProcessingException inner && !(inner instanceof JsonMappingException)) {
            return malformed("the body is not JSON");
        }
        return Problems.response(Problem.of(
                        400, "invalid-body", "Correct this member of the body", detail(mapping), pointer(mapping)))
                .build();
    }

    private static Response malformed(String detail) {
        return Problems.response(Problem.of(400, "malformed-body", "Send a JSON body", detail, null))
                .build();
    }

    private static String detail(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) return "there is no such member";
        if (e instanceof InvalidFormatException format) {
            var type = format.getTargetType();
            if (type != null && type.isEnum()) return "must be one of " + Arrays.toString(type.getEnumConstants());
        }
        // Our own records say what they need; any other text of the parser may hold what the caller sent.
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be a " + mismatch.getTargetType().getSimpleName();
        }
        return "can't be read";
    }

    /** RFC 6901. */
    private static @Nullable String pointer(JsonMappingException e) {
        var pointer = new StringBuilder();
        for (var step : e.getPath()) {
            pointer.append('/');
            if (step.getFieldName() == null) pointer.append(step.getIndex());
            else pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.isEmpty() ? null : pointer.toString();
    }
}
