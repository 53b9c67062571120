package dev.mandate.identity.http;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.names.LookAlikes;
import dev.mandate.messaging.http.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One member of a request, by its JSON pointer or parameter name; what is wrong with it is a 400 that names it. */
public record Field(String pointer) {
    public static Field at(String pointer) {
        return new Field(pointer);
    }

    /** The body of a request that must have one. */
    public static <T> T body(@Nullable T body) {
        if (body == null) throw at("/").problem("Send a JSON object as the body; there is none");
        return body;
    }

    /** Not blank and at most so many characters. */
    public String text(@Nullable String value, int atMost) {
        if (value == null || value.isBlank()) throw problem("Give " + pointer + " a value");
        if (value.length() > atMost) throw problem("Shorten " + pointer + " to " + atMost + " characters");
        if (!WholeText.is(value)) throw problem("Correct " + pointer + ": it " + WholeText.RULE);
        return value;
    }

    /** Text that may be sent in a header as it is. */
    public String visible(@Nullable String value, int atMost) {
        var text = text(value, atMost);
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f))
            throw problem("Give " + pointer + " visible ASCII characters");
        return text;
    }

    /** Text that stays one line wherever it is shown. */
    public String line(@Nullable String value, int atMost) {
        var text = text(value, atMost);
        if (!PlainText.is(text)) throw problem("Correct " + pointer + ": it " + PlainText.RULE);
        return text;
    }

    /** A name that somebody makes, as people write one: none that is taken for another by letters that look alike. */
    public String unmistakable(String name) {
        LookAlikes.wrongWith(name).ifPresent(why -> {
            throw problem("Correct " + pointer + ": " + why);
        });
        return name;
    }

    public Reason reason(@Nullable String value) {
        return parsed(text(value, Reason.MAX_LENGTH), Reason::new);
    }

    /** Null where none is given. */
    public @Nullable Reason optionalReason(@Nullable String value) {
        return value == null ? null : reason(value);
    }

    public <T> T required(@Nullable T value) {
        if (value == null) throw problem("Give " + pointer + " a value");
        return value;
    }

    /** At least one element and at most so many. */
    public <T> List<T> filled(@Nullable List<T> values, int atMost) {
        if (values == null || values.isEmpty()) throw problem("Give " + pointer + " at least one element");
        if (values.size() > atMost) throw problem("Give " + pointer + " at most " + atMost + " elements");
        for (var i = 0; i < values.size(); i++) at(pointer + "/" + i).required(values.get(i));
        return values;
    }

    public IdentityId identity(@Nullable String value) {
        return parsed(text(value, 100), IdentityId::new);
    }

    public DelegationId delegation(@Nullable String value) {
        return parsed(text(value, 100), DelegationId::new);
    }

    public <A, T> T parsed(A value, Function<A, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid-request", "Correct " + pointer, pointer, e.getMessage());
        }
    }

    /** Of ISO 8601. */
    public Duration duration(String value) {
        return parsed(value, text -> {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("an ISO 8601 duration, such as PT1H", e);
            }
        });
    }

    /** Of ISO 8601, from the one to the other. */
    public Duration duration(String value, Duration least, Duration most) {
        var duration = duration(value);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0)
            throw problem("Choose a duration from " + least + " to " + most + " for " + pointer);
        return duration;
    }

    public ProblemException problem(String title) {
        return new ProblemException(400, "invalid-request", title, pointer);
    }
}
