package dev.mandate.audit.engine.sigma.reading;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import dev.mandate.audit.engine.sigma.correlation.types.Numbers;
import dev.mandate.audit.engine.sigma.reading.Wildcards.Place;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a line of a selection says beside its field and values: {@code field|contains|all: …}. Rules write it in lower case. */
enum Modifier {
    CONTAINS(Place.ANYWHERE),
    STARTSWITH(Place.START),
    ENDSWITH(Place.END),

    /** Takes true or false: whether the event has the field. */
    EXISTS(Role.COMPARISON, Modifier::exists),

    RE(Role.COMPARISON, (line, value) -> line.of(LinearRegex.of(value, line.flags()))),
    CIDR(Role.COMPARISON, (line, value) -> line.of(range(value))),
    LT(Role.COMPARISON, ordered(sign -> sign < 0)),
    LTE(Role.COMPARISON, ordered(sign -> sign <= 0)),
    GT(Role.COMPARISON, ordered(sign -> sign > 0)),
    GTE(Role.COMPARISON, ordered(sign -> sign >= 0)),

    /** Not this value, nor any of the others that are listed. */
    NEQ(Role.COMPARISON, (line, value) -> TextComparison.of(line, value).negated()),

    MINUTE(DatePart.MINUTE),
    HOUR(DatePart.HOUR),
    DAY(DatePart.DAY),
    WEEK(DatePart.WEEK),
    MONTH(DatePart.MONTH),
    YEAR(DatePart.YEAR),

    /** A dash before a word may also be a slash or another dash. */
    WINDASH(Role.OF_TEXTS),

    BASE64(Role.OF_TEXTS),
    /** Wherever in the encoded text it begins. */
    BASE64OFFSET(Role.OF_TEXTS),

    /** Encoded so before it is encoded in Base64. */
    UTF16LE(UTF_16LE),
    WIDE(UTF_16LE),
    UTF16BE(UTF_16BE),
    UTF16(UTF_16LE, UTF_16BE),

    /** Each of the values has to be met, and not one of them. */
    ALL(Role.JOIN),

    /** Capitals count. */
    CASED(Role.OF_TEXTS),

    /** The value is the name of a field, whose values are meant. */
    FIELDREF(Role.OF_TEXTS),

    I(Role.FLAG),
    M(Role.FLAG),
    S(Role.FLAG);

    /** What pySigma calls the flags besides. */
    private static final Map<String, Modifier> LONG_NAMES = Map.of("ignorecase", I, "multiline", M, "dotall", S);

    private enum Role {
        /** Where in a text a value stands. */
        PLACE,
        /** How a value is compared that is no text. */
        COMPARISON,
        JOIN,
        OF_TEXTS,
        /** How a text is encoded before Base64. */
        CHARSET,
        /** Which part of a date is compared. */
        DATE,
        /** Of a regular expression. */
        FLAG
    }

    /** Makes a test of the line's field out of one of its values. */
    interface Comparison {
        EventTest of(FieldLine line, YamlPart value);
    }

    /** Without a modifier that compares. */
    static final Comparison WHOLE = TextComparison::of;

    private final Role role;
    private final Comparison comparison;
    private final @Nullable Place place;
    private final @Nullable DatePart part;
    private final List<Charset> charsets;

    Modifier(Role role, Comparison comparison, @Nullable Place place, @Nullable DatePart part, Charset... charsets) {
        this.role = role;
        this.comparison = comparison;
        this.place = place;
        this.part = part;
        this.charsets = List.of(charsets);
    }

    Modifier(Role role, Comparison comparison) {
        this(role, comparison, null, null);
    }

    Modifier(Role role) {
        this(role, TextComparison::of);
    }

    Modifier(Place place) {
        this(Role.PLACE, TextComparison::of, place, null);
    }

    Modifier(DatePart part) {
        this(Role.DATE, TextComparison::of, null, part);
    }

    Modifier(Charset... charsets) {
        this(Role.CHARSET, TextComparison::of, null, null, charsets);
    }

    static Optional<Modifier> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(word))
                .findFirst()
                .or(() -> Optional.ofNullable(LONG_NAMES.get(word)));
    }

    /** All of them, in the order of their names. */
    static String known() {
        return Arrays.stream(values()).map(Modifier::toString).sorted().collect(Collectors.joining(", "));
    }

    /** It says how a value is compared: a line has at most one of these. */
    boolean compares() {
        return role == Role.PLACE || role == Role.COMPARISON;
    }

    boolean comparesTexts() {
        return role == Role.PLACE;
    }

    boolean onlyOfTexts() {
        return role == Role.OF_TEXTS;
    }

    boolean onlyOfBase64() {
        return role == Role.CHARSET;
    }

    /** What is no text, and what asks for a place in it, has no meaning of a word that may stand anywhere. */
    boolean ofKeywords() {
        return switch (role) {
            case JOIN, CHARSET, FLAG -> true;
            case OF_TEXTS -> this != FIELDREF;
            case PLACE -> this == CONTAINS;
            case COMPARISON -> this == RE;
            case DATE -> false;
        };
    }

    boolean ofDates() {
        return role == Role.DATE;
    }

    /** Where in a text the value stands. */
    Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** Which part of a date is compared. */
    Optional<DatePart> part() {
        return Optional.ofNullable(part);
    }

    /** In each of which a text may have been encoded. */
    List<Charset> charsets() {
        return charsets;
    }

    boolean onlyOfRegex() {
        return role == Role.FLAG;
    }

    Comparison comparison() {
        return comparison;
    }

    /** As rules write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static EventTest exists(FieldLine line, YamlPart value) {
        var field = line.field();
        if (!(value.value() instanceof Boolean wanted)) throw value.refuse("'exists' takes true or false");
        return event -> event.values(field).isEmpty() != wanted;
    }

    private static ValueTest range(YamlPart value) {
        var range = AddressRange.of(value.text());
        if (range == null) throw value.refuse("'" + value.text() + "' is not a range such as 10.0.0.0/8 or fd00::/8");
        return range;
    }

    private static Comparison ordered(IntPredicate wanted) {
        return (line, value) -> {
            var limit = value.number();
            ValueTest test = actual -> {
                var number = Numbers.of(actual);
                return number != null && wanted.test(number.compareTo(limit));
            };
            return line.of(test);
        };
    }
}
