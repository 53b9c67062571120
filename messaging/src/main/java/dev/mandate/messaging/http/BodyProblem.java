package dev.mandate.messaging.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body that is not JSON, or not the JSON that the endpoint takes; names the member, never repeats its value. */
final class BodyProblem {
    private BodyProblem() {}

    static Response of(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) return malformed("the body is not JSON");
        if (mapping.getCause() instanceof JsonProcessingException inner && !(inner instanceof JsonMappingException)) {
            return malformed("the body is not JSON");
        }
        return Problems.response(problem(mapping)).build();
    }

    static Problem problem(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown)
            return UnknownMember.problem(unknown.getPropertyName(), known(unknown), pointer(e))
                    .problem();
        var pointer = pointer(e);
        return Problem.of(
                400,
                "invalid-body",
                "Correct this member of the body",
                detail(e, pointer),
                pointer.isEmpty() ? null : pointer);
    }

    private static Response malformed(String detail) {
        return Problems.response(Problem.of(400, "malformed-body", "Send a JSON body", detail, null))
                .build();
    }

    private static List<String> known(UnrecognizedPropertyException e) {
        var known = e.getKnownPropertyIds();
        return known == null
                ? List.of()
                : known.stream().map(String::valueOf).sorted().toList();
    }

    private static String detail(JsonMappingException e, String pointer) {
        // Our own records say what they need; any other text of the parser may hold what the caller sent.
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage());
        }
        var subject = pointer.isEmpty() ? "the body" : '`' + pointer.substring(1) + '`';
        @Nullable Class<?> type = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return subject + (type == null ? " can't be read" : " must be " + Wanted.words(type));
    }

    /** RFC 6901; empty for the body itself. */
    private static String pointer(JsonMappingException e) {
        var pointer = JsonPointer.empty();
        for (var step : e.getPath()) {
            var name = step.getFieldName();
            pointer = name == null ? pointer.appendIndex(step.getIndex()) : pointer.appendProperty(name);
        }
        return pointer.toString();
    }
}
