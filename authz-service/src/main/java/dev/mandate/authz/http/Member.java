package dev.mandate.authz.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.questions.BodyJson;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.UnknownMember;
import dev.mandate.messaging.names.NearName;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of the body and where it stands in it, so that what is wrong can be named.
 *
 * @param pointer RFC 6901, empty for the body itself
 * @param written where its members were written, its own first, for what is missing: AuthZEN ignores what isn't known, such as a name that is misspelt
 */
record Member(JsonNode node, String pointer, List<JsonNode> written) {
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST = 128 * 1024;
    private static final int MOST_LOOKED_AT = 30;

    /** What AuthZEN's objects have; these are spelt well. */
    private static final Set<String> KNOWN = Set.of(
            "subject",
            "action",
            "resource",
            "context",
            "type",
            "id",
            "name",
            "properties",
            "evaluations",
            "options",
            "page",
            "token",
            "limit");

    Member(JsonNode node, String pointer) {
        this(node, pointer, List.of(node));
    }

    /** @throws ProblemException 400 if the body is empty or no JSON object, 413 if it is longer than any question */
    static Member body(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0)
            throw new ProblemException(400, "malformed-body", "Send a JSON object; the body is empty");
        if (bytes.length > LONGEST) throw new ProblemException(413, "too-large", "Send at most 128 KiB in one request");
        try {
            var node = BodyJson.read(bytes);
            if (node == null || !node.isObject())
                throw new ProblemException(400, "malformed-body", "Send a JSON object");
            return new Member(node, "");
        } catch (IOException e) {
            throw new ProblemException(
                    400,
                    "malformed-body",
                    "Send well-formed JSON without duplicate members and halves of letters (lone surrogates)");
        }
    }

    /** @throws ProblemException 400 if it has a member that the record hasn't: this is a body of ours, whose members no standard leaves open */
    Member only(Class<? extends Record> described) {
        var known = Arrays.stream(described.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (var names = node.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!known.contains(name))
                throw UnknownMember.problem(
                        name, known, pointer + JsonPointer.empty().appendProperty(name));
        }
        return this;
    }

    /**
     * AuthZEN ignores what isn't known, so that requests can grow. What is all but called like one of these is no growth: whoever sent it
     * takes it for read, such as a context without which he is allowed more.
     *
     * @param optional what may be left out here
     * @throws ProblemException 400 if one of them isn't there, but its name with a slip of the pen is
     */
    Member spelt(List<String> optional) {
        var written = this.written.get(0);
        var absent = optional.stream().filter(it -> !written.has(it)).toList();
        if (absent.isEmpty()) return this;
        var others = written.properties().stream().map(Map.Entry::getKey).filter(it -> !KNOWN.contains(it));
        others.limit(MOST_LOOKED_AT).forEach(name -> {
            for (var meant : NearName.misspelt(name, absent))
                throw new ProblemException(
                        400,
                        "unknown-member",
                        '`' + NearName.shown(name) + "` isn't known; did you mean `" + meant + "`?",
                        pointer + JsonPointer.empty().appendProperty(NearName.shown(name)));
        });
        return this;
    }

    Member spelt(String... optional) {
        return spelt(List.of(optional));
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Member object(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) throw missing(name);
        if (!value.isObject()) throw wrong(name, "must be an object");
        return new Member(value, pointer + "/" + name);
    }

    @Nullable
    Member optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    String text(String name) {
        var value = optionalText(name);
        if (value == null) throw missing(name);
        if (value.isEmpty()) throw wrong(name, "must not be empty");
        return value;
    }

    /** A text that records and answers may repeat several times and stay within what readers take. */
    String name(String name) {
        var value = text(name);
        if (value.length() > LONGEST_NAME) throw wrong(name, "must have at most " + LONGEST_NAME + " characters");
        return value;
    }

    @Nullable
    String optionalText(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isTextual()) throw wrong(name, "must be a string");
        return value.textValue();
    }

    @Nullable
    Integer optionalInteger(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isInt()) throw wrong(name, "must be an integer");
        return value.intValue();
    }

    @Nullable
    Long optionalLong(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isIntegralNumber() || !value.canConvertToLong()) throw wrong(name, "must be an integer");
        return value.longValue();
    }

    @Nullable
    Boolean optionalBoolean(String name) {
        var value = node.get(name);
        if (value == null || value.isNull()) return null;
        if (!value.isBoolean()) throw wrong(name, "must be true or false");
        return value.booleanValue();
    }

    /** @throws ProblemException 400 if a number in it is too large for whoever reads the record of it */
    Map<String, Object> asMap() {
        try {
            return BodyJson.map(node);
        } catch (ArithmeticException e) {
            throw new ProblemException(400, "invalid-body", "Send numbers up to 1.8e308", pointer);
        }
    }

    private ProblemException missing(String name) {
        var beside = written.stream()
                .flatMap(it -> it.properties().stream().limit(MOST_LOOKED_AT))
                .map(Map.Entry::getKey)
                .filter(it -> !it.equals(name))
                .toList();
        var meant = NearName.of(name, beside).stream().findFirst();
        return wrong(
                name,
                "is missing"
                        + meant.map(it -> "; did you mean it by `" + NearName.shown(it) + "`?")
                                .orElse(""));
    }

    ProblemException wrong(String name, String what) {
        return new ProblemException(400, "invalid-body", name + " " + what, pointer + "/" + name);
    }
}
